package io.gavel.gateway.account.provider;

/** Why somebody is not signed in: a word for the log, and a sentence that says what to do. */
public final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    private final String word;

    Refused(String word, String sentence) {
        super(sentence, null, false, false);
        this.word = word;
    }

    /** For the log: never personal, never a secret. */
    public String word() {
        return word;
    }

    /** For people. */
    public String sentence() {
        String text = getMessage();
        return text == null ? "" : text;
    }
}
