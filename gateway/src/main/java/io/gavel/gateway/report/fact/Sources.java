package io.gavel.gateway.report.fact;

import io.gavel.gateway.market.Snapshot;

/** What the line does not carry and rows are grouped by. Asked on the analytics thread only; nothing of it is personal. */
public interface Sources {
    /** The market as it is: names stay those of their ids. */
    Snapshot market();

    /** The two letters of the state that a caller's number is of; empty if it is not known, or was erased. */
    String stateOf(long callRef);

    /** What a visit told; {@link Visit#UNKNOWN} if it was erased. */
    Visit visit(long visitRef);

    /** Keyword and landing page without its query; empty texts where nothing is known. */
    record Visit(String keyword, String page) {
        public static final Visit UNKNOWN = new Visit("", "");
    }
}
