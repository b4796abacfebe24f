package io.gavel;

import io.gavel.message.AccountVisitor;
import io.gavel.message.DocumentVisitor;
import io.gavel.message.Outlet;
import io.gavel.message.OutputHandler;
import io.gavel.message.Rules;
import io.gavel.message.View;
import io.gavel.ring.InputRing;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The exchange as its edges see it: two closed sets of messages and two verbs. Inputs are put on the line through
 * {@link #inputs}, outputs are heard by who {@linkplain #subscribe subscribed}. Order of use: open, subscribe, look at
 * documents and accounts, start, …, stopIntake, drain, close. Open, subscribe, start and close on one thread; the rest on any.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class Engine implements AutoCloseable {

    private Engine() {}

    /**
     * Locks the data directory and recovers what is in it: newest snapshot and the journal's tail. The views hear the
     * outputs of the tail again, edges do not. Not running yet.
     *
     * @param rules makes the rules, once for the line and again for each snapshot: {@code Exchange::new}
     * @throws io.gavel.journal.JournalException if another process uses the directory, or it cannot be read or trusted
     */
    public static Engine open(EngineConfig config, Function<Outlet, Rules> rules, List<View> views) {
        throw new UnsupportedOperationException("the engine is being built: " + config + rules + views);
    }

    /** Before start: hears every output from now on, on a thread of its own. */
    public void subscribe(String name, OutputHandler handler) {
        throw new UnsupportedOperationException(name + handler);
    }

    /** Before start: shows the recovered market. */
    public void documents(DocumentVisitor visitor) {
        throw new UnsupportedOperationException(visitor.toString());
    }

    /** Before start or after close: shows the ledger. */
    public void accounts(AccountVisitor visitor) {
        throw new UnsupportedOperationException(visitor.toString());
    }

    /** Starts the line. The rules hear {@code TimeAdvanced} with {@code restarted} first. */
    public void start() {
        throw new UnsupportedOperationException();
    }

    /** Where inputs enter. */
    public InputRing inputs() {
        throw new UnsupportedOperationException();
    }

    /** Whether new work is taken: started, not draining, disk not full, nothing broken. */
    public boolean accepting() {
        return refusal() == null;
    }

    /** Why no new work is taken ({@code starting, draining, disk_full, failed, closed} …), null if it is. */
    public @Nullable String refusal() {
        return "starting";
    }

    /** No new work from now on; what ends work in progress still gets in. */
    public void stopIntake(String reason) {
        throw new UnsupportedOperationException(reason);
    }

    /** Waits until everything on the line was applied and heard; false if that took longer than {@code patience}. */
    public boolean drain(Duration patience) {
        throw new UnsupportedOperationException(patience.toString());
    }

    /** The sequence of the last message that was applied. Any thread. */
    public long sequence() {
        return 0;
    }

    /** Before start or after close: the hash of the whole state, equal for equal states. */
    public long stateHash() {
        return 0;
    }

    /** Stops in reverse order: input, journal, core, outputs; syncs; unlocks. What was on the line is finished first. */
    @Override
    public void close() {}
}
