package io.gavel.gateway.call;

import io.gavel.gateway.market.CallTerms;
import io.gavel.gateway.market.CallerPlace;
import io.gavel.gateway.market.CampaignInfo;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a call as it comes in.
 *
 * @param pingId the ping whose award it redeems, 0: none is named
 * @param carrierId who hands it over
 * @param numberId the tracking number's, 0 if a ping's address was called
 * @param poolNumber the digits of a pool's number that was called, 0 if it was none
 * @param dialled the number that was called, or the ping's public id
 * @param sellerId who is paid, 0: nobody
 * @param source where the number is shown, null: nobody said
 * @param caller E.164, null: anonymous
 * @param place where the caller's number is of
 * @param verification what the carrier says of the caller's number ({@code TN-Validation-Passed-A}), null: nothing
 * @param maxForwards what is left of it
 * @param identity the Identity header, null: none
 */
record Arrival(
        long pingId,
        int carrierId,
        int numberId,
        long poolNumber,
        String dialled,
        CampaignInfo campaign,
        CallTerms terms,
        int sellerId,
        @Nullable String source,
        @Nullable String caller,
        CallerPlace place,
        @Nullable String verification,
        int maxForwards,
        @Nullable String identity) {}
