package io.gavel.gateway.console;

import java.util.ArrayList;
import java.util.List;

/**
 * A page: a headline that answers a question in numbers, and what it is made of.
 *
 * @param feed where its live parts come from; empty: it has none
 */
record Page(String title, List<Cell> headline, List<Block> blocks, String feed) {
    static Page of(String title, Headline headline, Block... blocks) {
        return new Page(title, headline.parts, List.of(blocks), "");
    }

    static Page of(String title, Headline headline, List<Block> blocks) {
        return new Page(title, headline.parts, List.copyOf(blocks), "");
    }

    Page fed(String address) {
        return new Page(title, headline, blocks, address);
    }

    /** A sentence with numbers that lead somewhere. */
    static final class Headline {
        private final List<Cell> parts = new ArrayList<>();

        static Headline of(String text) {
            return new Headline().text(text);
        }

        Headline text(String text) {
            parts.add(Cell.of(text));
            return this;
        }

        Headline figure(String text, String href) {
            parts.add(Cell.of(text).to(href.isEmpty() ? null : href).strong());
            return this;
        }
    }
}
