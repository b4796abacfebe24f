package io.gavel.gateway.console;

import io.gavel.gateway.market.PoolSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The chance that a pool has no number free, by how many numbers it has; drawn. Units are those of the picture. */
record Curve(String path, List<Mark> marks, List<Mark> scale) {
    static final int WIDTH = 720;
    static final int HEIGHT = 240;
    static final int LEFT = 60;
    static final int TOP = 26;
    static final int BOTTOM = 200;
    private static final int RIGHT = 700;

    /** A place on an axis; {@code kind}: {@code have}, {@code need} or empty. */
    record Mark(double at, String text, String kind) {}

    static Curve of(PoolSize size, int have) {
        List<Double> chances = size.chances();
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < chances.size(); i++) {
            path.append(i == 0 ? 'M' : 'L')
                    .append(number(x((double) i / (chances.size() - 1))))
                    .append(' ')
                    .append(number(BOTTOM - chances.get(i) * (BOTTOM - TOP)));
        }
        List<Mark> marks = new ArrayList<>();
        marks.add(new Mark(x((double) have / size.most()), have + " now", "have"));
        marks.add(new Mark(x((double) size.forOnePercent() / size.most()), size.forOnePercent() + " for 1 %", "need"));
        if (size.forOneInThousand() != size.forOnePercent()) {
            marks.add(new Mark(
                    x((double) size.forOneInThousand() / size.most()), size.forOneInThousand() + " for 0.1 %", "need"));
        }
        List<Mark> scale = new ArrayList<>();
        for (int percent : new int[] {0, 50, 100}) {
            scale.add(new Mark(BOTTOM - percent / 100.0 * (BOTTOM - TOP), percent + " %", ""));
        }
        return new Curve(path.toString(), marks, scale);
    }

    private static double x(double part) {
        return LEFT + Math.min(1, part) * (RIGHT - LEFT);
    }

    /** With one decimal, as SVG has it. */
    static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
