package io.gavel.gateway.market;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a caller hears before the auction.
 *
 * @param start the first step
 * @param steps by name
 */
public record FlowInfo(Entity entity, String start, Map<String, Step> steps) implements Listed {
    /** Ends the call. */
    public static final String HANG_UP = "hangup";
    /** Opens the auction. */
    public static final String AUCTION = "auction";
    /** The answer that no other names. */
    public static final String DEFAULT = "default";

    /**
     * One step: plays, waits for digits, goes on.
     *
     * @param play a prompt's file, null: none
     * @param digits how many are waited for, 0: none
     * @param timeoutSeconds since the prompt's end or the last digit
     * @param retries how often the prompt is played again when nothing, or nothing known, was pressed
     * @param keepAs the field that the digits become, null: none
     * @param on the next step by what was pressed
     * @param then the next step otherwise, null: none
     * @param auction the auction opens here
     */
    public record Step(
            @Nullable String play,
            int digits,
            int timeoutSeconds,
            int retries,
            @Nullable String keepAs,
            Map<String, String> on,
            @Nullable String then,
            boolean auction) {}
}
