package io.gavel.gateway.sip.transaction;

import io.gavel.gateway.sip.message.SipMessage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A request that came in. Once it is answered finally it keeps only what it may have to say again. On its loop. */
public abstract class ServerTransaction extends Transaction {
    private @Nullable SipMessage request;
    private final ServerUser user;
    /** Under which the same request by another way is found; empty inside a dialog. */
    String mergedKey = "";

    private byte @Nullable [] last;
    private int lastStatus;
    private String localTag = "";
    private @Nullable Consumer<SipMessage> cancelled;

    ServerTransaction(String key, SipMessage request, Path path, ServerUser user, Surroundings around, State first) {
        super(key, path, around, first);
        this.request = request;
        this.user = user;
    }

    /** Until it is answered finally; not after. */
    public SipMessage request() {
        SipMessage known = request;
        if (known == null) {
            throw new IllegalStateException("Answered and forgotten: " + key);
        }
        return known;
    }

    /** The status of the last answer, 0 if there was none. */
    public int lastStatus() {
        return lastStatus;
    }

    /** Whether it was answered finally. */
    public boolean isAnswered() {
        return lastStatus >= 200;
    }

    /** The tag of our answers; empty while nobody chose one. */
    public String localTag() {
        return localTag;
    }

    public void localTag(String tag) {
        localTag = tag;
    }

    /** Who is told when this INVITE is cancelled before it was answered. */
    public void onCancel(Consumer<SipMessage> told) {
        cancelled = told;
    }

    /** A CANCEL came; nobody is told after a final answer. */
    public void cancel(SipMessage cancel) {
        Consumer<SipMessage> told = cancelled;
        if (told != null && !isAnswered()) {
            cancelled = null;
            told.accept(cancel);
        }
    }

    /** Sends an answer; after a final one only another 2xx of an INVITE gets out. */
    public abstract void respond(SipMessage response);

    /** The request came again. */
    abstract void repeat();

    abstract void acknowledge(SipMessage ack);

    final void sendNew(SipMessage response) {
        byte[] bytes = response.encode();
        last = bytes;
        lastStatus = response.status();
        if (isAnswered()) {
            request = null;
            cancelled = null;
        }
        send(bytes);
    }

    /** Whoever repeats the last answer, it is not we. */
    final void forgetLast() {
        last = null;
    }

    final void sendAgain() {
        if (last != null) {
            send(last);
        }
    }

    final void unheard() {
        terminate();
        user.onUnheard(this);
    }

    @Override
    public void onPathFailure() {
        if (!isTerminated()) {
            unheard();
        }
    }
}
