package io.gavel.core.number;

/** Visits of a pool in the order in which they were last heard of: who is silent for longest is first. */
final class Silence {
    private final Visits visits;
    private int first = Visits.NONE;
    private int last = Visits.NONE;
    private int size;

    Silence(Visits visits) {
        this.visits = visits;
    }

    int size() {
        return size;
    }

    int first() {
        return first;
    }

    /** The one that was heard of last. */
    int last() {
        return last;
    }

    int after(int row) {
        return visits.next(row);
    }

    void add(int row) {
        visits.next(row, Visits.NONE);
        visits.previous(row, last);
        if (last == Visits.NONE) {
            first = row;
        } else {
            visits.next(last, row);
        }
        last = row;
        size++;
    }

    void remove(int row) {
        int before = visits.previous(row);
        int behind = visits.next(row);
        if (before == Visits.NONE) {
            first = behind;
        } else {
            visits.next(before, behind);
        }
        if (behind == Visits.NONE) {
            last = before;
        } else {
            visits.previous(behind, before);
        }
        size--;
    }
}
