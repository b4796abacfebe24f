package io.gavel.gateway.media;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a call's media was like.
 *
 * @param legs the caller's first, then buyers' in the order of their making, also those closed before
 * @param recordedMillis length of the recording, 0 if none
 * @param droppedMillis of the recording that was lost because the disk was too slow; silence stands there
 * @param recordingFailed whether a recording was asked for and could not be written
 * @param voice who spoke how long; null: nothing was recorded
 */
public record MediaFigures(
        List<LegFigures> legs,
        long recordedMillis,
        long droppedMillis,
        boolean recordingFailed,
        @Nullable VoiceFigures voice) {
    public MediaFigures {
        legs = List.copyOf(legs);
    }

    /** Of a call to which nobody listened. */
    public MediaFigures(List<LegFigures> legs, long recordedMillis, long droppedMillis, boolean recordingFailed) {
        this(legs, recordedMillis, droppedMillis, recordingFailed, null);
    }
}
