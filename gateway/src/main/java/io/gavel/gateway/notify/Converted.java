package io.gavel.gateway.notify;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.gavel.gateway.market.CampaignInfo;
import io.gavel.gateway.market.Snapshot;
import io.gavel.message.Ids;
import io.gavel.message.Money;
import io.gavel.message.SaleState;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a letter of a conversion says, with the sale that it is of. The letter has what was so when it happened, and nothing of
 * where the lead or call came from: that is looked up when it is sent, so that what was erased is not told.
 *
 * @param orderId the public id of the lead or call: one conversion each
 * @param retraction all or a part of it was returned
 * @param at when that happened
 * @param priceMicros what the buyer paid then; of a retraction, what it got back
 * @param payoutMicros what the seller was paid, or gave back
 */
record Converted(
        Letter letter,
        String orderId,
        String campaign,
        String seller,
        boolean retraction,
        Instant at,
        long priceMicros,
        long payoutMicros,
        Sale sale) {

    /** Amounts never pass through floating point. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final String ACCEPTED = SaleState.ACCEPTED.name().toLowerCase(Locale.ROOT);

    /** Null if there is no record of the sale, not yet or not any more. */
    static @Nullable Converted of(Letter letter, Sale.Book book) throws IOException {
        JsonNode body = JSON.readTree(letter.body);
        JsonNode data = body.path("data");
        String orderId = data.path("call_id").asText(data.path("lead_id").asText());
        Sale sale = book.find(Ids.parse(orderId));
        if (sale == null) {
            return null;
        }
        long price = 0;
        long payout = 0;
        if (data.has("sales")) {
            for (JsonNode part : data.path("sales")) {
                boolean accepted = part.path("state").asText().equals(ACCEPTED);
                price += accepted ? micros(part, "price") : 0;
                payout += accepted ? micros(part, "payout") : 0;
            }
        } else {
            price = micros(data, "price");
            payout = micros(data, "payout");
        }
        return new Converted(
                letter,
                orderId,
                data.path("campaign").asText(),
                data.path("seller").asText(),
                letter.type.equals(Terms.RETRACTION),
                Instant.parse(body.path("timestamp").asText()),
                Math.abs(price),
                Math.abs(payout),
                sale);
    }

    /** What it was worth, or what was taken back: price or payout, as the campaign says. */
    long value(Snapshot market) {
        return isPayout(market) ? payoutMicros : priceMicros;
    }

    /** What is left of it. */
    long left(Snapshot market) {
        if (sale.isCall() && retraction) {
            return 0;
        }
        return isPayout(market) ? sale.payoutMicros() : sale.priceMicros();
    }

    private boolean isPayout(Snapshot market) {
        CampaignInfo info = market.campaign(campaign);
        return info != null && info.conversion().payout();
    }

    private static long micros(JsonNode of, String name) {
        JsonNode amount = of.path(name);
        long micros = Money.parse(amount.isNumber() ? amount.decimalValue().toPlainString() : "0");
        return micros == Money.INVALID ? 0 : micros;
    }
}
