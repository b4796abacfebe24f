package io.gavel.gateway.demo.phone;

import java.util.Map;
import java.util.TreeMap;

/** Counts what callers see. Any thread. */
final class CallerBook {
    private final Map<Integer, Long> refusals = new TreeMap<>();
    private long placed;
    private long answered;
    private long cancelled;
    private long refused;
    private long lost;
    private int underWay;
    private long heldBack;
    private long pinged;
    private long announced;
    private long heard;
    private long visits;
    private long shown;
    private long shared;
    private long called;

    /** A visitor comes, and is somebody until {@link #left}. */
    synchronized void visits() {
        visits++;
        underWay++;
    }

    synchronized void shown(boolean number, boolean isShared) {
        shown += number ? 1 : 0;
        shared += isShared ? 1 : 0;
    }

    synchronized void left() {
        underWay--;
    }

    synchronized void called() {
        called++;
    }

    synchronized void pinged() {
        pinged++;
        underWay++;
    }

    /** The call that was pinged about comes, or does not. */
    synchronized void announced(boolean comes) {
        underWay--;
        announced += comes ? 1 : 0;
    }

    synchronized void placed() {
        placed++;
        underWay++;
    }

    synchronized void heldBack() {
        heldBack++;
    }

    synchronized void answered() {
        answered++;
    }

    synchronized void cancelled() {
        cancelled++;
    }

    synchronized void refused(int status) {
        refused++;
        refusals.merge(status, 1L, Long::sum);
    }

    synchronized void lost() {
        lost++;
    }

    synchronized void ended(long packetsHeard) {
        underWay--;
        heard += packetsHeard > 0 ? 1 : 0;
    }

    synchronized int underWay() {
        return underWay;
    }

    synchronized CallerFigures figures() {
        return new CallerFigures(
                placed, answered, cancelled, refused, lost, refusals, underWay, heldBack, pinged, announced, heard,
                visits, shown, shared, called);
    }
}
