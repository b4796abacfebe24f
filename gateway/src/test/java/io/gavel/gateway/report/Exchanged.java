package io.gavel.gateway.report;

import io.gavel.core.Exchange;
import io.gavel.gateway.market.MarketMessages;
import io.gavel.message.Attributes;
import io.gavel.message.BidAnswer;
import io.gavel.message.BidReceivedEncoder;
import io.gavel.message.Coding;
import io.gavel.message.DeliveryAnswer;
import io.gavel.message.DeliveryAnsweredEncoder;
import io.gavel.message.EntityKind;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.Outlet;
import io.gavel.message.PingReceivedEncoder;
import io.gavel.message.PostReceivedEncoder;
import io.gavel.message.TimeAdvancedEncoder;
import io.gavel.view.LeadRecord;
import io.gavel.view.PingRecord;
import io.gavel.view.Views;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The rules and the views, without threads and without a journal, played by hand. */
final class Exchanged implements Outlet {
    /** A Monday, 14:00 in UTC. */
    static final long START = 1_795_442_400_000_000L;

    final MarketMessages market = new MarketMessages();
    private final Views views;
    private final Exchange exchange = new Exchange(this);
    private final ExpandableArrayBuffer said = new ExpandableArrayBuffer();
    private final ExpandableArrayBuffer given = new ExpandableArrayBuffer();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private long sequence;
    private int index;
    private long now = START;

    Exchanged(Views views) {
        this.views = views;
    }

    void market(String json) {
        market.replace(json.replace('\'', '"'), now / 1_000_000).forEach(message -> give(message.capacity(), message));
    }

    /** A ping with a state and an age; returns its id. */
    long ping(String campaign, String state, int age, boolean test) {
        PingReceivedEncoder ping = new PingReceivedEncoder().wrapAndApplyHeader(given, 0, header);
        ping.correlationId(1).requestKey(0).sameKey(0).leadRef(0).floorMicros(0).sellerId(1);
        ping.campaignId(id(EntityKind.CAMPAIGN, campaign))
                .deadlineMillis(0)
                .flags()
                .clear()
                .test(test);
        attributes(state, age).write(ping);
        ping.personsCount(1).next().fieldId(3).key(77);
        ping.source("fb").subId("");
        return give(MessageHeaderEncoder.ENCODED_LENGTH + ping.encodedLength());
    }

    long post(long pingId, String state, int age) {
        PostReceivedEncoder post = new PostReceivedEncoder().wrapAndApplyHeader(given, 0, header);
        post.correlationId(2).requestKey(0).pingId(pingId).leadRef(5).sellerId(1);
        attributes(state, age).write(post);
        post.personsCount(1).next().fieldId(3).key(77);
        post.bidsCount(0);
        return give(MessageHeaderEncoder.ENCODED_LENGTH + post.encodedLength());
    }

    void bid(long pingId, String order, BidAnswer answer, long micros) {
        BidReceivedEncoder bid = new BidReceivedEncoder().wrapAndApplyHeader(given, 0, header);
        bid.pingId(pingId)
                .priceMicros(micros)
                .orderId(id(EntityKind.ORDER, order))
                .latencyMicros(7_000);
        bid.answer(answer).billableSeconds(-1).reference("").destination("");
        give(MessageHeaderEncoder.ENCODED_LENGTH + bid.encodedLength());
    }

    void deliver(long leadId, String order, DeliveryAnswer answer, String reason) {
        DeliveryAnsweredEncoder answered = new DeliveryAnsweredEncoder().wrapAndApplyHeader(given, 0, header);
        answered.leadId(leadId)
                .orderId(id(EntityKind.ORDER, order))
                .attempt(1)
                .latencyMicros(9_000)
                .answer(answer);
        answered.reference("").reason(reason);
        give(MessageHeaderEncoder.ENCODED_LENGTH + answered.encodedLength());
    }

    void pass(long millis) {
        now += millis * 1_000;
        TimeAdvancedEncoder time = new TimeAdvancedEncoder().wrapAndApplyHeader(given, 0, header);
        time.restarted((short) 0);
        give(MessageHeaderEncoder.ENCODED_LENGTH + time.encodedLength());
    }

    /** What explain says: a line for each order. */
    List<String> explain(long pingId) {
        PingRecord ping = Objects.requireNonNull(views.pings().find(pingId));
        long leadId = views.leads().ofPing(pingId);
        LeadRecord lead = leadId == 0 ? null : views.leads().find(leadId);
        Past past = Past.of(market.directory().now(), views.audit(), ping.campaignId(), pingId);
        List<String> lines = new ArrayList<>();
        for (Verdict verdict : verdicts(new Explanation(ping, lead, past, views.standings()))) {
            String name =
                    verdict.order() == null ? "?" : verdict.order().entity().name();
            String shortBy = verdict.shortByMicros() > 0 ? "short by " + verdict.shortByMicros() : "";
            lines.add((name + " " + verdict.outcome() + " " + verdict.detail() + shortBy).strip());
        }
        return lines;
    }

    /** All, in pages of two. */
    private static List<Verdict> verdicts(Explanation explanation) {
        List<Verdict> all = new ArrayList<>();
        Explanation.Verdicts page = explanation.verdicts(0, 2);
        all.addAll(page.list());
        while (page.next() != 0) {
            page = explanation.verdicts(page.next(), 2);
            all.addAll(page.list());
        }
        return all;
    }

    private static Attributes attributes(String state, int age) {
        return new Attributes()
                .set(1, Coding.usState(state.charAt(0), state.charAt(1)))
                .set(2, age);
    }

    private int id(EntityKind kind, String name) {
        return Objects.requireNonNull(market.directory().now().entity(kind, name))
                .id();
    }

    private long give(int length) {
        byte[] bytes = new byte[length];
        given.getBytes(0, bytes);
        return give(length, new UnsafeBuffer(bytes));
    }

    private long give(int length, UnsafeBuffer message) {
        sequence++;
        index = 0;
        exchange.apply(sequence, now, message, 0, length);
        return sequence;
    }

    @Override
    public ExpandableArrayBuffer claim() {
        return said;
    }

    @Override
    public void send(int length) {
        views.onOutput(sequence, index, now, said, 0, length, true);
        market.feed().onOutput(sequence, index++, now, said, 0, length, true);
    }
}
