package io.gavel.gateway.http.seller;

import io.gavel.gateway.market.CallerPlace;
import io.gavel.message.Coding;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.function.Consumer;
import org.agrona.collections.Long2LongHashMap;

/** Which state a ZIP code or an area code is of, and what time it is there: small tables in the jar. Immutable; any thread. */
public final class Geography {
    private static final int PREFIXES = 1000;
    /** In place of a zone: there are two. */
    private static final String SPLIT = "?";

    private final long[] byPrefix = new long[PREFIXES];
    private final long[] byArea = new long[PREFIXES];
    private final CallerPlace[] places = new CallerPlace[PREFIXES];
    private final Map<Long, Set<ZoneId>> zones = new HashMap<>();
    private final Long2LongHashMap exceptions = new Long2LongHashMap(0);

    /** Reads the tables. */
    public Geography() {
        read("zip-states.txt", this::zips);
        read("area-codes.txt", (state, code) -> byArea[Integer.parseInt(code)] = state);
        lines("state-zones.txt", words -> {
            ZoneId zone = ZoneId.of(words.nextToken());
            while (words.hasMoreTokens()) {
                String state = words.nextToken();
                zones.computeIfAbsent(Coding.usState(state.charAt(0), state.charAt(1)), unknown -> new HashSet<>())
                        .add(zone);
            }
        });
        Map<String, String> zoneNames = new HashMap<>();
        Map<String, String> cities = new HashMap<>();
        lines("area-places.txt", words -> {
            Map<String, String> kind = words.nextToken().equals("zone") ? zoneNames : cities;
            String name = words.nextToken();
            while (words.hasMoreTokens()) {
                kind.put(words.nextToken(), name);
            }
        });
        for (int area = 0; area < PREFIXES; area++) {
            places[area] = place(area, zoneNames, cities);
        }
    }

    private CallerPlace place(int area, Map<String, String> zones, Map<String, String> cities) {
        String letters = new CallerPlace(byArea[area], null, null).stateLetters();
        if (letters == null) {
            return CallerPlace.UNKNOWN;
        }
        String code = Integer.toString(area);
        String zone = zones.getOrDefault(code, zones.getOrDefault(letters, SPLIT));
        String city = cities.get(code);
        return new CallerPlace(
                byArea[area], city == null ? null : city.replace('_', ' '), zone.equals(SPLIT) ? null : zone);
    }

    /** The code of a ZIP code's state; 0 if no ZIP code begins so. */
    public long stateOfZip(long zip) {
        long exception = exceptions.get(zip);
        return exception == 0 ? byPrefix[(int) (zip / 100)] : exception;
    }

    /** The code of the state of a North American number's area code (E.164); 0 if it is of no one state, or of another plan. */
    public long stateOfCaller(String e164) {
        return isNorthAmerican(e164) ? byArea[areaCode(e164)] : 0;
    }

    /** All time zones that a state has; none if it is not known. */
    public Set<ZoneId> zonesOf(long state) {
        return zones.getOrDefault(state, Set.of());
    }

    /** Where a North American number (E.164) is of. */
    public CallerPlace placeOf(String e164) {
        return isNorthAmerican(e164) ? places[areaCode(e164)] : CallerPlace.UNKNOWN;
    }

    private static boolean isNorthAmerican(String e164) {
        return e164.startsWith("+1") && e164.length() == 12;
    }

    private static int areaCode(String e164) {
        return Integer.parseInt(e164, 2, 5, 10);
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

    private static void read(String name, Lines each) {
        lines(name, words -> {
            String state = words.nextToken();
            while (words.hasMoreTokens()) {
                each.take(Coding.usState(state.charAt(0), state.charAt(1)), words.nextToken());
            }
        });
    }

    private static void lines(String name, Consumer<StringTokenizer> each) {
        InputStream resource = Geography.class.getResourceAsStream(name);
        if (resource == null) {
            throw new IllegalStateException(name + " is not in the jar");
        }
        try (BufferedReader in = new BufferedReader(new InputStreamReader(resource, StandardCharsets.US_ASCII))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                StringTokenizer words = new StringTokenizer(line);
                if (!line.startsWith("#") && words.hasMoreTokens()) {
                    each.accept(words);
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
