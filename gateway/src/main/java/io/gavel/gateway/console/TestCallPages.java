package io.gavel.gateway.console;

import io.gavel.gateway.http.Role;
import io.gavel.gateway.market.NumberInfo;
import io.gavel.gateway.market.Snapshot;
import io.gavel.message.EntityKind;
import io.gavel.message.Ids;
import io.gavel.view.CallRecord;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An operator calls one of the market's numbers without a telephone, and is shown the call when it is over. */
final class TestCallPages {
    static final String HERE = "/console/calls/test";
    private static final String TITLE = "Place a test call";
    private static final int MOST_NUMBERS = 100;
    private static final int PATIENCE_SECONDS = 60;
    private static final int RECORD_SECONDS = 5;
    private static final int UNKNOWN = -1;

    private final TestCalls calls;
    private final Pace pace;
    private final Press press;

    TestCallPages(TestCalls calls, InstantSource clock, Press press) {
        this.calls = calls;
        this.pace = new Pace(clock);
        this.press = press;
    }

    /** What the button is in; null: there is no number to call, or it is not for this visitor. */
    static @Nullable Block form(Visit visit) {
        if (visit.who().role() != Role.OPERATOR) {
            return null;
        }
        List<Block.Option> numbers = numbers(visit.sight().market());
        return numbers.isEmpty()
                ? null
                : new Block.Form(
                        TITLE,
                        HERE,
                        "Call it",
                        List.of(new Block.Input(
                                "number", "number", "select", visit.query().text("number"), numbers)),
                        List.of());
    }

    /** Calls; when the call is over its page is shown, or why there is none. */
    CompletableFuture<Press.Work> place(Visit visit) {
        String wanted = visit.query().text("number");
        NumberInfo number = visit.sight().market().staticNumber(wanted);
        if (number == null || !number.enabled()) {
            throw new Guard.Missing("There is no such number in use.");
        }
        CompletableFuture<@Nullable CallRecord> over =
                visit.sight().nextCall(number.entity().id()).orTimeout(2 * PATIENCE_SECONDS, TimeUnit.SECONDS);
        CompletableFuture<Integer> placed = pace.begin(0, PATIENCE_SECONDS, () -> calls.place(wanted));
        if (placed == null) {
            over.cancel(false);
            return Press.ready(() -> told(visit, 429, "One test call at a time", "Wait until the last one is over."));
        }
        return placed.handle((status, failed) -> status == null ? UNKNOWN : status)
                .thenCompose(status -> recorded(visit, status, over));
    }

    /** The telephone knows that the call is over a moment before its record does; some have none. */
    private CompletableFuture<Press.Work> recorded(
            Visit visit, int status, CompletableFuture<@Nullable CallRecord> over) {
        boolean hasNone = status == TestCalls.OFF || status == 403 || status == 401;
        return over.completeOnTimeout(null, hasNone ? 0 : RECORD_SECONDS, TimeUnit.SECONDS)
                .thenApply(call -> shown(visit, status, call));
    }

    private Press.Work shown(Visit visit, int status, @Nullable CallRecord call) {
        return call == null
                ? () -> refused(visit, status)
                : () -> Press.Sheet.move("/console/calls/" + Ids.text(call.callId()));
    }

    private Press.Sheet refused(Visit visit, int status) {
        return switch (status) {
            case TestCalls.OFF ->
                told(
                        visit,
                        409,
                        "Calls are off",
                        "This exchange takes no calls: set sip.enabled to true, and start it again.");
            case 401, 403 ->
                told(
                        visit,
                        409,
                        "Nobody may call from this machine",
                        "A test call comes from 127.0.0.1. Put a carrier into the market for it:"
                                + " carriers: {this-machine: {addresses: [127.0.0.1/32]}}.");
            case UNKNOWN -> told(visit, 504, "No answer", "The call was not over within a minute; look at the calls.");
            default ->
                told(visit, 409, "The call was refused", "It was answered " + status + " before it had a record.");
        };
    }

    private Press.Sheet told(Visit visit, int status, String title, String sentence) {
        Page.Headline headline = Page.Headline.of(sentence + " ").figure("Back to the calls", "/console/calls");
        return press.page(status, Frame.of(visit, "/console/calls"), Page.of(title, headline));
    }

    private static List<Block.Option> numbers(Snapshot market) {
        List<Block.Option> numbers = new ArrayList<>();
        for (int id = 1; id < market.end(EntityKind.NUMBER) && numbers.size() < MOST_NUMBERS; id++) {
            NumberInfo number = market.number(id);
            if (number != null
                    && number.isStatic()
                    && number.enabled()
                    && !number.entity().deleted()) {
                String campaign = market.name(EntityKind.CAMPAIGN, number.campaignId());
                numbers.add(new Block.Option(number.name(), number.name() + " (" + campaign + ")"));
            }
        }
        return numbers;
    }
}
