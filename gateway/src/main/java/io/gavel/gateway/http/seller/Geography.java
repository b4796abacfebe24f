package io.gavel.gateway.http.seller;

import io.gavel.message.Coding;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.StringTokenizer;
import org.agrona.collections.Long2LongHashMap;

/** Which state a ZIP code or an area code is of: two small tables in the jar. Immutable; any thread. */
public final class Geography {
    private static final int PREFIXES = 1000;

    private final long[] byPrefix = new long[PREFIXES];
    private final long[] byArea = new long[PREFIXES];
    private final Long2LongHashMap exceptions = new Long2LongHashMap(0);

    /** Reads the tables. */
    public Geography() {
        read("zip-states.txt", this::zips);
        read("area-codes.txt", (state, code) -> byArea[Integer.parseInt(code)] = state);
    }

    /** The code of a ZIP code's state; 0 if no ZIP code begins so. */
    public long stateOfZip(long zip) {
        long exception = exceptions.get(zip);
        return exception == 0 ? byPrefix[(int) (zip / 100)] : exception;
    }

    /** The code of the state of a North American number's area code (E.164); 0 if it is of no one state, or of another plan. */
    public long stateOfCaller(String e164) {
        boolean isNorthAmerican = e164.startsWith("+1") && e164.length() == 12;
        return isNorthAmerican ? byArea[Integer.parseInt(e164, 2, 5, 10)] : 0;
    }

    private void zips(long state, String range) {
        int dash = range.indexOf('-');
        String first = dash < 0 ? range : range.substring(0, dash);
        String last = dash < 0 ? range : range.substring(dash + 1);
        for (int zip = Integer.parseInt(first); zip <= Integer.parseInt(last); zip++) {
            if (first.length() == 5) {
                exceptions.put(zip, state);
            } else {
                byPrefix[zip] = state;
            }
        }
    }

    private static void read(String name, Lines lines) {
        InputStream resource = Geography.class.getResourceAsStream(name);
        if (resource == null) {
            throw new IllegalStateException(name + " is not in the jar");
        }
        try (BufferedReader in = new BufferedReader(new InputStreamReader(resource, StandardCharsets.US_ASCII))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                StringTokenizer words = new StringTokenizer(line);
                if (line.startsWith("#") || !words.hasMoreTokens()) {
                    continue;
                }
                String state = words.nextToken();
                while (words.hasMoreTokens()) {
                    lines.take(Coding.usState(state.charAt(0), state.charAt(1)), words.nextToken());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Lines {
        void take(long state, String word);
    }
}
