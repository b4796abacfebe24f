package io.gavel.gateway.call;

import io.gavel.gateway.media.KeyPress;
import io.gavel.gateway.media.Negotiated;
import io.gavel.gateway.sip.Dialog;
import io.gavel.gateway.sip.DialogEnd;
import io.gavel.gateway.sip.IncomingRequest;
import io.gavel.gateway.sip.message.HeaderName;
import io.gavel.gateway.sip.message.Method;
import io.gavel.gateway.sip.message.SipMessage;
import io.gavel.message.LegCause;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What both sides of a call do with requests inside their dialog. */
final class SipDialogs {
    private static final String SDP = "application/sdp";

    private SipDialogs() {}

    /**
     * Answers a request: a new offer, a key by INFO; REFER is refused politely.
     *
     * @param offers answers an offer (null: asks for one)
     */
    static void answer(IncomingRequest request, Offers offers, Consumer<KeyPress> keys) {
        SipMessage message = request.message();
        switch (message.method()) {
            case Method.INVITE -> negotiate(request, offers);
            case Method.UPDATE -> {
                if (message.bodyLength() == 0) {
                    request.respond(200);
                } else {
                    negotiate(request, offers);
                }
            }
            case Method.INFO -> {
                String type = message.header(HeaderName.CONTENT_TYPE);
                KeyPress key = KeyPress.parse(type == null ? "" : type, text(message.body()));
                if (key != null) {
                    keys.accept(key);
                }
                request.respond(200);
            }
            case Method.NOTIFY -> request.respond(200);
            case Method.REFER -> request.respond(603);
            default -> request.respond(405);
        }
    }

    static @Nullable String sdp(SipMessage message) {
        return message.bodyLength() == 0 ? null : text(message.body());
    }

    static byte[] bytes(String sdp) {
        return sdp.getBytes(StandardCharsets.UTF_8);
    }

    static LegCause cause(DialogEnd end) {
        return switch (end) {
            case CANCELLED, HUNG_UP -> LegCause.HUNG_UP;
            case NO_ACK, NO_PRACK, EXPIRED, LOST -> LegCause.BROKEN;
        };
    }

    /** A Reason header (RFC 3326) that says why we end a leg. */
    static String reason(LegCause cause) {
        return switch (cause) {
            case ELSEWHERE -> "SIP;cause=200;text=\"Call completed elsewhere\"";
            case NO_ANSWER -> "Q.850;cause=19;text=\"No answer\"";
            case NOT_ACCEPTED -> "Q.850;cause=21;text=\"Not accepted\"";
            case MEDIA_LOST -> "Q.850;cause=31;text=\"No audio\"";
            case STOPPED -> "Q.850;cause=41;text=\"Shutting down\"";
            default -> "Q.850;cause=16;text=\"Normal call clearing\"";
        };
    }

    private static void negotiate(IncomingRequest request, Offers offers) {
        offers.offered(sdp(request.message()), outcome -> {
            if (outcome.isGood()) {
                request.respond(request.reply(200).body(SDP, bytes(outcome.sdp())));
            } else {
                request.respond(outcome.status());
            }
        });
    }

    /** Who answers offers. */
    @FunctionalInterface
    interface Offers {
        void offered(@Nullable String sdp, Consumer<Negotiated> then);
    }

    /** Offers something new; 481 without a dialog. */
    static void reinvite(@Nullable Dialog dialog, String sdp, Consumer<Negotiated> then) {
        if (dialog == null) {
            then.accept(Negotiated.refused(481));
            return;
        }
        dialog.reinvite(bytes(sdp), (status, response) -> {
            String answer = response == null ? null : sdp(response);
            if (status / 100 == 2 && answer != null) {
                then.accept(Negotiated.to(answer));
            } else {
                then.accept(Negotiated.refused(status / 100 == 2 ? 488 : status));
            }
        });
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }
}
