package io.gavel.gateway.market;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.NodeReader;
import io.gavel.gateway.config.NodeWriter;
import io.gavel.gateway.config.Problems;
import io.gavel.message.EntityKind;

/** The single values of the market document, kept as one entity of kind SETTINGS: for now the currency. Any thread. */
final class Settlement {
    static final int ID = 1;
    static final String NAME = "market";
    static final String CURRENCY = "currency";

    private Settlement() {}

    static Other of(String currency) {
        Node document = Node.map(0);
        document.put(CURRENCY, Node.scalar(Node.Kind.TEXT, 0, currency));
        return new Other(new Entity(EntityKind.SETTINGS, ID, NAME, 0, false, NodeWriter.json(document)));
    }

    /** Whether ISO 4217 knows it. */
    static boolean isCurrency(String code) {
        try {
            return code.matches("[A-Z]{3}") && java.util.Currency.getInstance(code) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    static String currency(Entity settings) {
        Node currency = NodeReader.json(settings.document(), new Problems()).get(CURRENCY);
        return currency == null ? Directory.CURRENCY : currency.text();
    }
}
