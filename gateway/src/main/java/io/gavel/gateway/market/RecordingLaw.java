package io.gavel.gateway.market;

import io.gavel.message.Coding;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * {@code recording.announce_in}: whose callers hear that a call is recorded. {@code two_party} stands for the states where everybody on
 * the line has to know, counted generously; a list names states and may have that word in it. No lawyer wrote it.
 */
final class RecordingLaw {
    /** Where all parties have to consent, by statute or by its courts, or where that is disputed. */
    static final List<String> TWO_PARTY =
            List.of("CA", "CT", "DE", "FL", "HI", "IL", "MA", "MD", "MI", "MT", "NH", "NV", "OR", "PA", "VT", "WA");

    private static final String WORD = "two_party";
    private static final String ALL = "all";
    private static final int MOST = 60;

    private RecordingLaw() {}

    /** As coded; empty: all. */
    static Set<Long> read(Reading recording) {
        Set<Long> states = new HashSet<>();
        if (!recording.has("announce_in")) {
            return states;
        }
        if (!recording.has("announce")) {
            recording.problem("announce_in", "goes with announce: the prompt that is played");
        }
        for (String word : words(recording)) {
            if (word.equals(WORD)) {
                TWO_PARTY.forEach(state -> states.add(code(state)));
            } else if (word.matches("[A-Z]{2}")) {
                states.add(code(word));
            } else {
                recording.problem("announce_in", "expected all, two_party, or a list of states like [CA, FL]");
            }
        }
        return Set.copyOf(states);
    }

    private static List<String> words(Reading recording) {
        var node = recording.node("announce_in");
        if (node != null && node.isList()) {
            return recording.texts("announce_in", MOST);
        }
        String word = recording.text("announce_in", ALL);
        return word.equals(ALL) ? List.of() : List.of(word);
    }

    private static long code(String state) {
        return Coding.usState(state.charAt(0), state.charAt(1));
    }
}
