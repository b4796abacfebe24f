package io.gavel.gateway.media.embedded;

import io.gavel.gateway.media.audio.Codec;
import io.gavel.gateway.media.audio.Prompt;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What is played to one far side, frame by frame; silence after its end. Media loop only. */
final class Playing {
    private final @Nullable Prompt prompt;
    private final boolean loop;
    private final Runnable done;
    private int position;
    private boolean ended;
    private boolean told;

    Playing(@Nullable Prompt prompt, boolean loop, Runnable done) {
        this.prompt = prompt;
        this.loop = loop;
        this.done = done;
    }

    static Playing silence() {
        return new Playing(null, false, () -> {});
    }

    /** Fills one frame; calls back once, with the frame that holds the end. */
    void next(byte[] frame, Codec codec) {
        int filled = 0;
        while (prompt != null && !ended && filled < frame.length) {
            int part = Math.min(frame.length - filled, prompt.length() - position);
            prompt.copy(position, codec, frame, filled, part);
            filled += part;
            position += part;
            if (position == prompt.length()) {
                position = 0;
                ended = !loop || prompt.length() == 0;
            }
        }
        Arrays.fill(frame, filled, frame.length, codec.silence());
        if (ended) {
            end();
        }
    }

    private void end() {
        if (!told) {
            told = true;
            done.run();
        }
    }
}
