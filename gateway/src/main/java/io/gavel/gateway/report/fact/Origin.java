package io.gavel.gateway.report.fact;

/**
 * What a ping or call is grouped by beside its parties; texts are empty where nothing is known.
 *
 * @param number that was called, E.164
 * @param score thousandths, {@link #NO_SCORE}: none
 */
record Origin(String state, String keyword, String page, String number, int score) {
    static final int NO_SCORE = -1;
    static final Origin UNKNOWN = new Origin("", "", "", "", NO_SCORE);

    Origin withVisit(String newKeyword, String newPage, String newNumber) {
        return new Origin(state, newKeyword, newPage, newNumber, score);
    }

    Origin withScore(int thousandths) {
        return new Origin(state, keyword, page, number, thousandths);
    }
}
