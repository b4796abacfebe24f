package io.gavel.gateway.demo.phone;

import io.gavel.gateway.media.sdp.SdpException;
import io.gavel.gateway.sip.Dialog;
import io.gavel.gateway.sip.DialogEnd;
import io.gavel.gateway.sip.InviteFailure;
import io.gavel.gateway.sip.InviteListener;
import io.gavel.gateway.sip.InviteOptions;
import io.gavel.gateway.sip.OutgoingInvite;
import io.gavel.gateway.sip.SipLoop;
import io.gavel.gateway.sip.message.HeaderName;
import io.gavel.gateway.sip.message.Method;
import io.gavel.gateway.sip.message.SipMessage;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One call of one caller: rings, perhaps gives up, presses what it is asked to, talks, hangs up. On the farm's loop. */
final class Caller implements InviteListener {
    private static final int PATIENCE_MILLIS = 30_000;
    private static final int THINK_MILLIS = 1_000;
    private static final int NOTHING = 408;

    /**
     * What it will do.
     *
     * @param from its number; null: withheld
     * @param key what it presses if it is asked
     * @param cancelMillis when it gives up; longer than anybody rings: never
     * @param talkMillis how long it stays after the answer
     */
    record Will(@Nullable String from, char key, int cancelMillis, int talkMillis) {}

    private final Vertx vertx;
    private final CallerBook book;
    private final Will will;
    private final Phone phone;
    private final Consumer<Caller> ended;
    private @Nullable OutgoingInvite invite;
    private @Nullable Dialog dialog;
    private boolean over;
    private int status = NOTHING;

    Caller(Vertx vertx, CallerBook book, Will will, Phone phone, Consumer<Caller> ended) {
        this.vertx = vertx;
        this.book = book;
        this.will = will;
        this.phone = phone;
        this.ended = ended;
    }

    void call(SipLoop loop, String uri) {
        String from = will.from();
        SipMessage message = SipMessage.request(Method.INVITE, uri);
        message.set(
                HeaderName.FROM,
                from == null ? "\"Anonymous\" <sip:anonymous@anonymous.invalid>" : "<sip:" + from + "@127.0.0.1>");
        message.set(HeaderName.TO, "<" + uri + ">");
        if (from == null) {
            message.set(HeaderName.PRIVACY, "id");
        } else {
            message.set(HeaderName.P_ASSERTED_IDENTITY, "<sip:" + from + "@127.0.0.1>");
        }
        message.body("application/sdp", phone.offer().getBytes(StandardCharsets.UTF_8));
        invite = loop.invite(message, InviteOptions.PLAIN, this);
        vertx.setTimer(Math.min(will.cancelMillis(), PATIENCE_MILLIS), timer -> giveUp());
    }

    /** 200 if it was answered, else what it was refused with; 408 if it was not answered at all. */
    int status() {
        return status;
    }

    /** Ends it now, whatever it is at. */
    void stop() {
        giveUp();
        hangUp();
    }

    @Override
    public void onAnswered(SipMessage response, Dialog confirmed) {
        dialog = confirmed;
        status = 200;
        book.answered();
        try {
            phone.answered(new String(response.body(), StandardCharsets.UTF_8));
        } catch (SdpException e) {
            book.lost();
            hangUp();
            return;
        }
        phone.talk();
        vertx.setTimer(THINK_MILLIS, timer -> phone.press(will.key()));
        vertx.setTimer(will.talkMillis(), timer -> hangUp());
    }

    @Override
    public void onFailed(InviteFailure failure) {
        switch (failure.kind()) {
            case CANCELLED -> book.cancelled();
            case REFUSED -> {
                status = failure.status();
                book.refused(status);
            }
            default -> book.lost();
        }
        over();
    }

    @Override
    public void onEnded(DialogEnd end, @Nullable SipMessage message) {
        over();
    }

    private void giveUp() {
        if (dialog == null && invite != null) {
            invite.cancel("");
        }
    }

    private void hangUp() {
        if (dialog != null && !over) {
            dialog.bye();
            over();
        }
    }

    private void over() {
        if (!over) {
            over = true;
            phone.close();
            book.ended(phone.heard());
            ended.accept(this);
        }
    }
}
