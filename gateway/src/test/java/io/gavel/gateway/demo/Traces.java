package io.gavel.gateway.demo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Looks for planted secrets in files, in every form that a program might have given them. */
final class Traces {

    private static final int LEAST = 6;

    private final Map<String, byte[]> forms = new LinkedHashMap<>();

    /** A text: as it is, in any case, in two-byte characters, in hexadecimal, in base64. */
    Traces text(String secret) {
        for (String text : List.of(secret, secret.toLowerCase(Locale.ROOT), secret.toUpperCase(Locale.ROOT))) {
            bytes(text, text.getBytes(StandardCharsets.UTF_8));
            forms.put(text + " in UTF-16BE", text.getBytes(StandardCharsets.UTF_16BE));
            forms.put(text + " in UTF-16LE", text.getBytes(StandardCharsets.UTF_16LE));
        }
        return this;
    }

    /** A number: as a text, and as a binary of either order. */
    Traces number(long secret) {
        text(Long.toString(secret));
        for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
            forms.put(
                    secret + " in " + order,
                    ByteBuffer.allocate(8).order(order).putLong(secret).array());
        }
        return this;
    }

    /** Bytes: as they are, in hexadecimal, and as base64 wherever they begin in it. */
    Traces bytes(String name, byte[] secret) {
        forms.put(name, secret);
        forms.put(name + " in hexadecimal", ascii(HexFormat.of().formatHex(secret)));
        forms.put(
                name + " in capital hexadecimal",
                ascii(HexFormat.of().withUpperCase().formatHex(secret)));
        for (int before = 0; before < 3; before++) {
            byte[] shifted = new byte[before + secret.length];
            System.arraycopy(secret, 0, shifted, before, secret.length);
            String base64 = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            String inner = base64.substring(before == 0 ? 0 : before + 1, base64.length() - 1);
            if (inner.length() >= LEAST) {
                forms.put(name + " in base64 from " + before, ascii(inner));
            }
        }
        return this;
    }

    /** What is found where in the files of a directory. */
    List<String> in(Path directory) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                found.addAll(in(file.toString(), Files.readAllBytes(file)));
            }
        }
        return found;
    }

    /** What is found in a text. */
    List<String> in(String where, String text) {
        return in(where, text.getBytes(StandardCharsets.UTF_8));
    }

    /** One pass over the bytes, however many forms there are: only those that begin with the next two are compared. */
    private List<String> in(String where, byte[] bytes) {
        Map<Integer, List<Map.Entry<String, byte[]>>> byBeginning = new HashMap<>();
        forms.entrySet()
                .forEach(form -> byBeginning
                        .computeIfAbsent(beginning(form.getValue(), 0), unused -> new ArrayList<>())
                        .add(form));
        byte[][][] begins = new byte[1 << 16][][];
        byBeginning.forEach((beginning, those) ->
                begins[beginning] = those.stream().map(Map.Entry::getValue).toArray(byte[][]::new));
        Set<String> found = new LinkedHashSet<>();
        for (int at = 0; at < bytes.length - 1; at++) {
            byte[][] candidates = begins[beginning(bytes, at)];
            for (int i = 0; candidates != null && i < candidates.length; i++) {
                if (isAt(bytes, at, candidates[i])) {
                    List<Map.Entry<String, byte[]>> those = byBeginning.getOrDefault(beginning(bytes, at), List.of());
                    found.add(those.get(i).getKey() + " in " + where);
                }
            }
        }
        return List.copyOf(found);
    }

    private static int beginning(byte[] bytes, int at) {
        return ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
    }

    private static boolean isAt(byte[] bytes, int at, byte[] form) {
        int last = at + form.length - 1;
        return last < bytes.length
                && bytes[last] == form[form.length - 1] // of zeros there are many
                && Arrays.equals(bytes, at, last + 1, form, 0, form.length);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
