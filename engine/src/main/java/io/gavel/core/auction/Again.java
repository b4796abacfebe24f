package io.gavel.core.auction;

import io.gavel.message.Reason;

/** Tells a lead once more to who asks for the same again: under way, sold, or over. */
final class Again {
    private final Memory memory;
    private final Leads leads;
    private final LeadAnswers answers;

    Again(Memory memory, Leads leads, LeadAnswers answers) {
        this.memory = memory;
        this.leads = leads;
        this.answers = answers;
    }

    /** Where this lead stands now; {@code not_found} if it is forgotten. */
    void lead(long leadId, long pingId, long correlationId) {
        Auction auction = memory.book.ofPing(pingId);
        if (auction != null) {
            // A direct lead whose auction is still running is waited for like one that is being delivered.
            leads.again(auction, correlationId);
            return;
        }
        long sale = memory.sales.latest(leadId);
        if (sale >= 0) {
            answers.lead(memory.sales, sale, correlationId);
            return;
        }
        long ping = memory.pings.find(pingId);
        Reason reason = ping < 0 ? Reason.NOT_FOUND : reason(ping);
        answers.over(correlationId, leadId, pingId, 0, memory.pings, ping, reason, false);
    }

    private Reason reason(long ping) {
        int code = memory.pings.reason(ping);
        return code <= 0 ? Reason.NOT_FOUND : Reason.of(code);
    }
}
