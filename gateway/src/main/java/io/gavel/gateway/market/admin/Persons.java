package io.gavel.gateway.market.admin;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.NodeReader;
import io.gavel.gateway.config.Problems;
import io.gavel.gateway.vault.PersonHash;
import io.gavel.gateway.vault.PhoneNumber;
import io.gavel.message.FieldType;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.agrona.collections.LongArrayList;

/**
 * Persons of a suppression list, as their keyed hashes: clear values are normalised and hashed here and go no further, and no
 * message repeats one. JSON: {@code {"phones": [], "phone_hashes": [], "emails": [], "email_hashes": []}}. CSV: a value a line;
 * a first line {@code phone}, {@code phone_hash}, {@code email} or {@code email_hash} says which, else each line says it
 * itself (an {@code @}: an e-mail; 64 hex digits: a phone's hash). A line {@code 800,5550199}, as the US registry's files have them, is a
 * phone. A byte order mark, as Excel's files have it, is dropped. Any thread.
 */
final class Persons {
    private static final List<String> KINDS = List.of("phone", "phone_hash", "email", "email_hash");
    private static final int LONGEST_EMAIL = 254;
    /** Area code and number: the National Do Not Call Registry's files. */
    private static final Pattern REGISTRY = Pattern.compile("^([2-9][0-9]{2}),([0-9]{7})$");

    /** Words, perhaps of several columns: no phone, no address, no hash. */
    private static final Pattern HEADING = Pattern.compile("[a-z][a-z_ -]*([\",;\t]+[a-z_ -]+)*\"?");

    private final PersonHash hash;
    private final Problems problems = new Problems();
    private final LongArrayList keys = new LongArrayList();

    Persons(PersonHash hash) {
        this.hash = hash;
    }

    Problems problems() {
        return problems;
    }

    long[] keys() {
        return keys.toLongArray();
    }

    void readJson(byte[] utf8) {
        Node root = NodeReader.json(utf8, problems);
        if (!root.isMap()) {
            problems.add("", root, "expected an object");
        }
        for (int i = 0; i < root.keys().size(); i++) {
            String key = root.keys().get(i);
            String kind = singular(key);
            Node list = root.values().get(i);
            if (kind.isEmpty()) {
                problems.add(key, list, "is no key here: phones, phone_hashes, emails, email_hashes");
            } else if (!list.isList()) {
                problems.add(key, list, "expected a list of texts");
            } else {
                readList(key, kind, list);
            }
        }
    }

    void readCsv(String text) {
        String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
        String[] lines = plain.split("\\R", -1);
        String kind = "";
        for (int i = 0; i < lines.length; i++) {
            String value = REGISTRY.matcher(unquoted(lines[i])).replaceFirst("$1$2");
            String word = value.toLowerCase(Locale.ROOT);
            if (i == 0 && KINDS.contains(word)) {
                kind = word;
            } else if (i == 0 && HEADING.matcher(word).matches()) {
                problems.add("line 1", 0, "is no heading: one of " + String.join(", ", KINDS) + ", and a value a line");
            } else if (!value.isEmpty()) {
                add("line " + (i + 1), 0, kind.isEmpty() ? kindOf(value) : kind, value);
            }
        }
    }

    private void readList(String key, String kind, Node list) {
        for (int i = 0; i < list.values().size(); i++) {
            Node item = list.values().get(i);
            add(key + "[" + i + "]", item.line(), kind, item.kind() == Node.Kind.TEXT ? item.text() : "");
        }
    }

    private void add(String where, int line, String kind, String value) {
        FieldType type = kind.startsWith("phone") ? FieldType.PHONE : FieldType.EMAIL;
        if (kind.endsWith("_hash")) {
            if (PersonHash.isHash(value)) {
                keys.addLong(hash.keyOfHash(type, value));
            } else {
                problems.add(where, line, "expected 64 hex digits, a SHA-256");
            }
            return;
        }
        String clear = type == FieldType.PHONE ? PhoneNumber.e164(value) : email(value);
        if (clear == null) {
            problems.add(where, line, type == FieldType.PHONE ? "is no phone number" : "is no e-mail address");
        } else {
            keys.addLong(hash.key(type, clear));
        }
    }

    private static @org.jspecify.annotations.Nullable String email(String value) {
        String email = value.strip();
        int at = email.indexOf('@');
        boolean one = at > 0 && at == email.lastIndexOf('@') && at < email.length() - 1;
        return one && email.length() <= LONGEST_EMAIL && email.indexOf(' ') < 0 ? email : null;
    }

    private static String kindOf(String value) {
        return value.indexOf('@') >= 0 ? "email" : PersonHash.isHash(value) ? "phone_hash" : "phone";
    }

    private static String singular(String key) {
        return switch (key) {
            case "phones" -> "phone";
            case "phone_hashes" -> "phone_hash";
            case "emails" -> "email";
            case "email_hashes" -> "email_hash";
            default -> "";
        };
    }

    private static String unquoted(String line) {
        String value = line.strip();
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1).strip() : value;
    }
}
