package io.gavel.view;

import java.util.List;

/** What ads cost, by campaign, source, keyword and day: what was told last. Nothing is given up. Any thread. */
public interface CostStore {
    /** Those whose day began in {@code fromMicros <= start < toMicros}: by time, campaign, source and keyword. */
    List<Cost> costs(long fromMicros, long toMicros);
}
