package io.gavel.core.number;

import java.util.Arrays;

/**
 * A pool's free numbers, the longest free first: one list of all, and one for each area code, in the same order. Adding at the
 * end, taking the first and taking any out touch a few links only.
 */
final class FreeNumbers {
    private static final int AREAS = 1000;

    private final Numbers numbers;
    private final int[] firstOfArea = new int[AREAS];
    private final int[] lastOfArea = new int[AREAS];
    private int first = Numbers.NONE;
    private int last = Numbers.NONE;
    private int size;

    FreeNumbers(Numbers numbers) {
        this.numbers = numbers;
        Arrays.fill(firstOfArea, Numbers.NONE);
        Arrays.fill(lastOfArea, Numbers.NONE);
    }

    int size() {
        return size;
    }

    /** The one that is free for longest, {@link Numbers#NONE} if there is none. */
    int first() {
        return first;
    }

    /** The same among those of an area code. */
    int first(int area) {
        return area > 0 && area < AREAS ? firstOfArea[area] : Numbers.NONE;
    }

    int after(int slot) {
        return numbers.next(slot);
    }

    void add(int slot) {
        int area = Numbers.area(numbers.number(slot));
        numbers.isFree(slot, true);
        numbers.next(slot, Numbers.NONE);
        numbers.previous(slot, last);
        if (last == Numbers.NONE) {
            first = slot;
        } else {
            numbers.next(last, slot);
        }
        last = slot;
        numbers.areaNext(slot, Numbers.NONE);
        numbers.areaPrevious(slot, lastOfArea[area]);
        if (lastOfArea[area] == Numbers.NONE) {
            firstOfArea[area] = slot;
        } else {
            numbers.areaNext(lastOfArea[area], slot);
        }
        lastOfArea[area] = slot;
        size++;
    }

    void remove(int slot) {
        int area = Numbers.area(numbers.number(slot));
        int before = numbers.previous(slot);
        int behind = numbers.next(slot);
        if (before == Numbers.NONE) {
            first = behind;
        } else {
            numbers.next(before, behind);
        }
        if (behind == Numbers.NONE) {
            last = before;
        } else {
            numbers.previous(behind, before);
        }
        before = numbers.areaPrevious(slot);
        behind = numbers.areaNext(slot);
        if (before == Numbers.NONE) {
            firstOfArea[area] = behind;
        } else {
            numbers.areaNext(before, behind);
        }
        if (behind == Numbers.NONE) {
            lastOfArea[area] = before;
        } else {
            numbers.areaPrevious(behind, before);
        }
        numbers.isFree(slot, false);
        size--;
    }

    void clear() {
        while (first != Numbers.NONE) {
            remove(first);
        }
    }
}
