package io.gavel.gateway.market;

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

    /** Whether anything lives under this name. */
    boolean has(io.gavel.message.EntityKind kind, String name);
}
