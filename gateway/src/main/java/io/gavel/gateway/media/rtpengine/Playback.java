package io.gavel.gateway.media.rtpengine;

import io.gavel.gateway.media.audio.Prompt;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the caller hears before the bridge, piece by piece. Call loop only. */
final class Playback {
    private static final Logger LOG = LoggerFactory.getLogger(Playback.class);
    private static final int OFTEN = 1_000;

    private final RtpengineCall call;
    /** Grows with whatever starts or stops: what was started before is nothing any more. */
    private int turn;

    private boolean playing;

    Playback(RtpengineCall call) {
        this.call = call;
    }

    void start(Prompt prompt, boolean loop, Runnable done) {
        int now = ++turn;
        playing = true;
        List<byte[]> pieces = Sound.pieces(prompt);
        call.whenPlaced(placed -> {
            if (placed) {
                play(now, pieces, 0, loop, done);
            }
        });
    }

    private void play(int now, List<byte[]> pieces, int at, boolean loop, Runnable done) {
        if (now != turn || call.isOver()) {
            return;
        }
        if (at == pieces.size()) {
            if (loop && !pieces.isEmpty()) {
                play(now, pieces, 0, true, done);
            } else {
                playing = false;
                done.run();
            }
            return;
        }
        Map<String, Object> command = call.command("play media");
        command.put("from-tag", RtpengineCall.CALLER);
        command.put("blob", pieces.get(at));
        boolean forEver = loop && pieces.size() == 1;
        if (forEver) {
            command.put("repeat-times", OFTEN);
        }
        call.ask(command, answer -> {
            if (!NgClient.isGood(answer)) {
                LOG.warn("rtpengine prompt=failed reason=\"{}\"", answer.get("error-reason"));
            }
            if (!forEver) {
                Object millis = answer.get("duration");
                call.later(
                        millis instanceof Number duration ? duration.longValue() : 0,
                        () -> play(now, pieces, at + 1, loop, done));
            }
        });
    }

    void stop() {
        turn++;
        if (playing && !call.isOver()) {
            playing = false;
            Map<String, Object> command = call.command("stop media");
            command.put("from-tag", RtpengineCall.CALLER);
            call.ask(command, answer -> {});
        }
    }
}
