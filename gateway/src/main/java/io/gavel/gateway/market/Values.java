package io.gavel.gateway.market;

import io.gavel.gateway.config.Node;
import io.gavel.message.Coding;
import io.gavel.message.Money;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Scalars of the document as the integers of the line ({@code messages.xml}, "values"). Any thread. */
final class Values {
    private static final Set<String> STATES = Set.of(
            "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "DC", "FL", "GA", "HI", "ID", "IL", "IN", "IA", "KS", "KY",
            "LA", "ME", "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE", "NV", "NH", "NJ", "NM", "NY", "NC", "ND", "OH",
            "OK", "OR", "PA", "RI", "SC", "SD", "TN", "TX", "UT", "VT", "VA", "WA", "WV", "WI", "WY", "AS", "GU", "MP",
            "PR", "VI", "UM", "FM", "MH", "PW", "AA", "AE", "AP");

    private Values() {}

    /** Null unless a whole number of a long. */
    static @Nullable Long integer(Node node) {
        if (node.kind() != Node.Kind.NUMBER
                || !isDigits(node.text(), node.text().startsWith("-") ? 1 : 0, 19)) {
            return null;
        }
        try {
            return Long.valueOf(node.text());
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Micro-units of a number, or of a text with a number in it; {@link Money#INVALID} otherwise. */
    static long decimal(Node node) {
        boolean scalar = node.kind() == Node.Kind.NUMBER || node.kind() == Node.Kind.TEXT;
        return scalar ? Money.parse(node.text()) : Money.INVALID;
    }

    /** Epoch days of {@code 2026-11-22}; null otherwise. */
    static @Nullable Long date(Node node) {
        if (node.kind() != Node.Kind.TEXT || node.text().length() != 10) {
            return null;
        }
        try {
            return LocalDate.parse(node.text()).toEpochDay();
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** The number of five digits (YAML may take them for a number); null otherwise. */
    static @Nullable Long zip(Node node) {
        boolean scalar = node.kind() == Node.Kind.NUMBER || node.kind() == Node.Kind.TEXT;
        boolean five = scalar && node.text().length() == 5 && isDigits(node.text(), 0, 5);
        return five ? Long.valueOf(node.text()) : null;
    }

    /** The code of a state or territory by its two capital letters; null otherwise. */
    static @Nullable Long usState(Node node) {
        String text = node.text();
        return node.kind() == Node.Kind.TEXT && STATES.contains(text)
                ? Coding.usState(text.charAt(0), text.charAt(1))
                : null;
    }

    private static boolean isDigits(String text, int from, int most) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return text.length() > from && text.length() - from <= most;
    }
}
