package io.gavel.gateway.notify;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the letters of one webhook go, and how they are written for it. */
interface Destination {
    /** Whether an event of this type may be wanted. Any thread. */
    boolean mayWant(String type);

    /** What an event is called in a letter there; null: it is not wanted. The postman's thread. */
    @Nullable
    String letter(Event event);

    /** How many letters one request takes. */
    int most();

    /** Sends letters; each is {@linkplain Sending#ended ended} once, sooner or later. The postman's thread. */
    void send(List<Letter> letters, Sending sending);
}
