package io.gavel.gateway.demo.phone;

import java.util.Locale;

/** How a simulated agent behaves when its telephone rings. An agent's SIP user says which: {@code sip:busy@…}. */
public enum AgentTemper {
    /** Answers after 300 ms and talks until the caller hangs up. */
    ANSWERS(300),
    /** The same after 2 s. */
    SLOW(2_000),
    /** 486. */
    BUSY(0),
    /** 603. */
    REFUSES(0),
    /** Rings until it is cancelled. */
    NEVER(0),
    /** Answers after 300 ms and hangs up at once. */
    DROPS(300),
    /** Answers after 300 ms and hangs up 4 s later. */
    LEAVES(300);

    static final int LEAVES_AFTER_MILLIS = 4_000;

    private final int ringMillis;

    AgentTemper(int ringMillis) {
        this.ringMillis = ringMillis;
    }

    /** The temper of an agent by its SIP user, {@code busy} or {@code busy-desk}; who has none answers. */
    public static AgentTemper of(String user) {
        String word = user.toUpperCase(Locale.ROOT);
        for (AgentTemper temper : values()) {
            if (word.equals(temper.name()) || word.startsWith(temper.name() + "-")) {
                return temper;
            }
        }
        return ANSWERS;
    }

    int ringMillis() {
        return ringMillis;
    }
}
