package io.gavel.gateway.market;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Things by their small ids; immutable, a changed copy shares every page that did not change. Any thread. */
final class Table<T extends Listed> {
    private static final int BITS = 10;
    private static final int PAGE = 1 << BITS;

    private final Listed[][] pages;
    private final int end;

    Table() {
        this(new Listed[0][], 0);
    }

    private Table(Listed[][] pages, int end) {
        this.pages = pages;
        this.end = end;
    }

    /** The thing of an id, or null. */
    @SuppressWarnings("unchecked")
    @Nullable
    T get(int id) {
        if (id < 0 || id >= end) {
            return null;
        }
        return (T) pages[id >>> BITS][id & PAGE - 1];
    }

    /** Above every id. */
    int end() {
        return end;
    }

    /** A copy with these instead of what had their ids; costs the pages that they touch. */
    Table<T> with(Collection<T> changed) {
        int newEnd = end;
        for (T thing : changed) {
            newEnd = Math.max(newEnd, thing.id() + 1);
        }
        Listed[][] copy = new Listed[(newEnd + PAGE - 1) >>> BITS][];
        System.arraycopy(pages, 0, copy, 0, pages.length);
        for (T thing : changed) {
            int page = thing.id() >>> BITS;
            if (page >= pages.length) {
                copy[page] = copy[page] == null ? new Listed[PAGE] : copy[page];
            } else if (copy[page] == pages[page]) {
                copy[page] = pages[page].clone();
            }
            copy[page][thing.id() & PAGE - 1] = thing;
        }
        for (int page = pages.length; page < copy.length; page++) {
            copy[page] = copy[page] == null ? new Listed[PAGE] : copy[page];
        }
        return new Table<>(copy, newEnd);
    }
}
