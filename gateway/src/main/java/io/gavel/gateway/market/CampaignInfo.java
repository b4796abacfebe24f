package io.gavel.gateway.market;

import io.gavel.message.MethodName;
import io.gavel.message.Pricing;
import io.gavel.message.Product;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A campaign.
 *
 * @param title the name for people
 * @param floorMicros in buyer's money
 * @param deadlineMillis of an auction, unless the ping asks for less
 * @param maxSales over 1: shared
 * @param awardMillis an award's life
 * @param postMillis in which a post is answered
 * @param duplicates null: no check
 * @param sellerIds who may sell here
 * @param calls null unless it sells calls
 * @param conversion as advertising platforms hear of a sale
 * @param zone whose days its ads are paid by
 * @param score what is done with scores
 */
public record CampaignInfo(
        Entity entity,
        String title,
        boolean enabled,
        int verticalId,
        Product product,
        MethodName method,
        Pricing pricing,
        long floorMicros,
        int deadlineMillis,
        int maxSales,
        int awardMillis,
        int postMillis,
        @Nullable Duplicates duplicates,
        List<Integer> sellerIds,
        @Nullable CallTerms calls,
        Conversion conversion,
        ZoneId zone,
        ScoreTerms score)
        implements Listed {}
