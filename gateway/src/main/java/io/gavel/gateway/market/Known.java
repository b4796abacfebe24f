package io.gavel.gateway.market;

import io.gavel.message.EntityKind;
import org.jspecify.annotations.Nullable;

/** The market that a document's references are looked up in: the present one, or one being planned. Null if unknown or deleted. */
interface Known {
    @Nullable
    Vertical vertical(int id);

    @Nullable
    Vertical vertical(String name);

    @Nullable
    SellerInfo seller(String name);

    @Nullable
    CampaignInfo campaign(String name);

    @Nullable
    BuyerInfo buyer(String name);

    @Nullable
    FlowInfo flow(String name);

    @Nullable
    CarrierInfo carrier(String name);

    @Nullable
    NumberInfo number(String name);

    /** Whether there is a prompt of this file name; true if nobody can say. */
    default boolean hasPrompt(String name) {
        return true;
    }

    /** Whether anything lives under this name. */
    boolean has(EntityKind kind, String name);

    /** {@code ", did you mean x?"}, or {@code ""}. */
    String near(EntityKind kind, String wrong);
}
