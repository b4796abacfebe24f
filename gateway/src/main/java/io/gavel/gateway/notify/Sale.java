package io.gavel.gateway.notify;

import io.gavel.gateway.market.Conversion;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.story.Stories;
import io.gavel.gateway.story.Story;
import io.gavel.message.SaleState;
import io.gavel.view.CallRecord;
import io.gavel.view.LeadRecord;
import io.gavel.view.Views;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A sold lead or billable call as it stands now, with where it came from.
 *
 * @param story of a call only what its campaign is sure enough of to tell platforms
 * @param micros when a lead was received, when a call ended
 * @param priceMicros of a call its price; of a lead, what was not returned
 * @param payoutMicros likewise
 */
record Sale(
        long micros, long priceMicros, long payoutMicros, boolean isCall, String source, String subId, Story story) {

    /** Finds sales by the id of the lead or call. The postman's thread. */
    interface Book {
        /** Null if there is no record of it, not yet or not any more. */
        @Nullable
        Sale find(long id) throws IOException;
    }

    /** The book that views and vaults are. */
    static Book book(Views views, Stories stories, Directory directory) {
        return id -> {
            CallRecord call = views.calls().find(id);
            if (call != null) {
                return of(call, stories, Conversion.of(directory.now(), call.campaignId()));
            }
            LeadRecord lead = views.leads().find(id);
            return lead == null ? null : of(lead, stories);
        };
    }

    private static @Nullable Sale of(CallRecord call, Stories stories, Conversion conversion) throws IOException {
        CallRecord.End end = call.end();
        if (end == null) {
            return null;
        }
        return new Sale(
                end.endedMicros(),
                end.priceMicros(),
                end.payoutMicros(),
                true,
                call.source(),
                call.subId(),
                stories.of(call, conversion.leastMillis()));
    }

    private static Sale of(LeadRecord lead, Stories stories) throws IOException {
        long price = 0;
        long payout = 0;
        for (LeadRecord.Sale sale : lead.sales()) {
            boolean stands = sale.state() == SaleState.ACCEPTED;
            price += stands ? sale.priceMicros() : 0;
            payout += stands ? sale.payoutMicros() : 0;
        }
        return new Sale(lead.receivedMicros(), price, payout, false, lead.source(), lead.subId(), stories.of(lead));
    }
}
