package io.gavel.gateway.media;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The audio of one call: the caller's leg and any number of buyers' legs. On the call loop only. */
public interface MediaCall extends AutoCloseable {
    MediaLeg caller();

    /**
     * A leg to a buyer, with ports of its own.
     *
     * @param name for figures and logs
     * @throws MediaException {@link MediaException.Cause#NO_PORTS}
     */
    MediaLeg newLeg(String name) throws MediaException;

    /**
     * From now on the caller and this buyer hear each other; whatever was played to either stops, and a buyer who was bridged
     * before is not heard any more. Each side goes on with its SSRC, sequence and timestamps; the first packet carries the marker.
     */
    void bridge(MediaLeg buyer);

    /** The caller hears ringback again, the buyer silence. Nothing if nobody is bridged. */
    void unbridge();

    /**
     * Records from now on: stereo, 8 kHz, 16 bits; left the caller, right the buyer that is bridged. The file holds all but the
     * last second whenever the process dies, and {@link io.gavel.gateway.media.audio.WavFile#repair} makes its header agree.
     * A file that cannot be written is logged and told by {@link MediaFigures#recordingFailed}; the call goes on. Once a call.
     */
    void record(Path wavFile);

    /** Stops both channels of the recording for a while (a card number is said); silence stands in their place. */
    void maskRecording(boolean masked);

    /** Who spoke how long by now, as far as it is recorded; {@code then} on the call loop, null: nothing is. */
    default void voice(Consumer<@Nullable VoiceFigures> then) {
        then.accept(null);
    }

    /**
     * Ends all legs. {@code then} is called on the call loop once the recording is complete on disk; calling again does nothing.
     */
    void close(Consumer<MediaFigures> then);

    @Override
    default void close() {
        close(figures -> {});
    }
}
