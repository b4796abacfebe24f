package io.gavel.gateway.media.audio;

import io.gavel.gateway.media.VoiceFigures;

/** Adds up who of two speaks, frame by frame. One thread. */
public final class Talk {
    private static final int FRAME_MILLIS = VoiceActivity.FRAME / 8;

    private final VoiceActivity caller = new VoiceActivity();
    private final VoiceActivity buyer = new VoiceActivity();
    private int frames;
    private int callerFrames;
    private int buyerFrames;
    private int bothFrames;
    private int silentFrames;
    private int silentInRow;
    private int longest;
    private int first = VoiceFigures.NOBODY;
    private int firstFrame;

    /** One frame of each side: the sums of its samples' magnitudes. */
    public void frame(int callerMagnitude, int buyerMagnitude) {
        boolean callerSpeaks = caller.frame(callerMagnitude);
        boolean buyerSpeaks = buyer.frame(buyerMagnitude);
        frames++;
        callerFrames += callerSpeaks ? 1 : 0;
        buyerFrames += buyerSpeaks ? 1 : 0;
        bothFrames += callerSpeaks && buyerSpeaks ? 1 : 0;
        if (callerSpeaks || buyerSpeaks) {
            silentInRow = 0;
            if (first == VoiceFigures.NOBODY) {
                first = callerSpeaks ? VoiceFigures.CALLER : VoiceFigures.BUYER;
                firstFrame = frames;
            }
        } else {
            silentFrames++;
            silentInRow++;
            longest = Math.max(longest, silentInRow);
        }
    }

    /** So many frames in which nothing came from either side. */
    public void silence(int count) {
        for (int i = 0; i < count; i++) {
            frame(0, 0);
        }
    }

    public VoiceFigures figures() {
        return new VoiceFigures(
                callerFrames * FRAME_MILLIS,
                buyerFrames * FRAME_MILLIS,
                bothFrames * FRAME_MILLIS,
                silentFrames * FRAME_MILLIS,
                longest * FRAME_MILLIS,
                firstFrame * FRAME_MILLIS,
                first);
    }
}
