package io.gavel.gateway.media;

import java.util.List;

/**
 * What a call's media was like.
 *
 * @param legs the caller's first, then buyers' in the order of their making, also those closed before
 * @param recordedMillis length of the recording, 0 if none
 * @param droppedMillis of the recording that was lost because the disk was too slow; silence stands there
 * @param recordingFailed whether a recording was asked for and could not be written
 */
public record MediaFigures(List<LegFigures> legs, long recordedMillis, long droppedMillis, boolean recordingFailed) {
    public MediaFigures {
        legs = List.copyOf(legs);
    }
}
