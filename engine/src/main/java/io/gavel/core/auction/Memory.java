package io.gavel.core.auction;

import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;

/** All that the auctions remember between two messages. */
final class Memory {
    final Shelf shelf;
    final Book book;
    final Pings pings = new Pings();
    final Requests requests = new Requests();
    final Sales sales = new Sales();
    final Persons persons = new Persons();
    final Repeats repeats = new Repeats();

    Memory(PingAttributes attributes) {
        shelf = new Shelf(new PingReader(attributes));
        book = new Book(shelf);
    }

    /** Bytes of memory that it takes. Any thread, of a moment ago. */
    long footprint() {
        return pings.footprint() + requests.footprint() + sales.footprint() + persons.footprint() + repeats.footprint();
    }

    void writeState(StateWriter out) {
        book.writeState(out);
        pings.writeState(out);
        requests.writeState(out);
        sales.writeState(out);
        persons.writeState(out);
        repeats.writeState(out);
    }

    void readState(StateReader in) {
        book.readState(in);
        pings.readState(in);
        requests.readState(in);
        sales.readState(in);
        persons.readState(in);
        repeats.readState(in);
    }
}
