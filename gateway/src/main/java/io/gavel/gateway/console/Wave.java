package io.gavel.gateway.console;

import java.util.List;

/**
 * Two sides of a call drawn: the caller above the middle, the buyer below, a bar for each piece. Units are those of the picture.
 *
 * @param caller a path
 * @param buyer another
 */
record Wave(String caller, String buyer) {
    static final int PIECES = 300;
    static final int WIDTH = PIECES * 3;
    static final int HEIGHT = 96;
    private static final int MIDDLE = HEIGHT / 2;
    private static final int MOST = 44;

    static Wave of(Recorded.Waves waves) {
        int loudest = 1;
        for (int i = 0; i < PIECES; i++) {
            loudest = Math.max(
                    loudest, Math.max(waves.caller().get(i), waves.buyer().get(i)));
        }
        return new Wave(path(waves.caller(), loudest, -1), path(waves.buyer(), loudest, 1));
    }

    private static String path(List<Integer> peaks, int loudest, int direction) {
        StringBuilder path = new StringBuilder(PIECES * 12);
        for (int i = 0; i < PIECES; i++) {
            int height = Math.max(1, peaks.get(i) * MOST / loudest);
            path.append('M')
                    .append(i * 3 + 1)
                    .append(' ')
                    .append(MIDDLE + direction)
                    .append('v')
                    .append(direction * height);
        }
        return path.toString();
    }
}
