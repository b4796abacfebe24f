package io.gavel.core.auction;

import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;

/** All that the auctions remember between two messages. */
final class Memory {
    final Book book = new Book();
    final Pings pings = new Pings();
    final Requests requests = new Requests();
    final Sales sales = new Sales();
    final Persons persons = new Persons();

    void writeState(StateWriter out) {
        book.writeState(out);
        pings.writeState(out);
        requests.writeState(out);
        sales.writeState(out);
        persons.writeState(out);
    }

    void readState(StateReader in) {
        book.readState(in);
        pings.readState(in);
        requests.readState(in);
        sales.readState(in);
        persons.readState(in);
    }
}
