package io.gavel.gateway.http.seller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.i18n.phonenumbers.PhoneNumberToTimeZonesMapper;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import com.google.i18n.phonenumbers.geocoding.PhoneNumberOfflineGeocoder;
import io.gavel.gateway.market.CallerPlace;
import io.gavel.message.Coding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Our small tables against what others say. */
class GeographyTest {
    private static final String STATES = """
            Alabama AL,Alaska AK,Arizona AZ,Arkansas AR,California CA,Colorado CO,Connecticut CT,Delaware DE,Florida FL,Georgia GA,\
            Hawaii HI,Idaho ID,Illinois IL,Indiana IN,Iowa IA,Kansas KS,Kentucky KY,Louisiana LA,Maine ME,Maryland MD,\
            Massachusetts MA,Michigan MI,Minnesota MN,Mississippi MS,Missouri MO,Montana MT,Nebraska NE,Nevada NV,New Hampshire NH,\
            New Jersey NJ,New Mexico NM,New York NY,North Carolina NC,North Dakota ND,Ohio OH,Oklahoma OK,Oregon OR,\
            Pennsylvania PA,Rhode Island RI,South Carolina SC,South Dakota SD,Tennessee TN,Texas TX,Utah UT,Vermont VT,Virginia VA,\
            Washington State WA,West Virginia WV,Wisconsin WI,Wyoming WY,Washington D.C. DC,Puerto Rico PR,Guam GU,\
            U.S. Virgin Islands VI,Northern Mariana Islands MP,Philadelphia PA""";

    private final Geography geography = new Geography();

    @Test
    void zipCodesAreOfTheStatesThatAnotherSourceSays() throws IOException {
        List<String> wrong = new ArrayList<>();
        int checked = 0;
        for (String line : resource("zip-samples.txt").lines().toList()) {
            List<String> words = List.of(line.split(" ", -1));
            for (String zip : line.startsWith("#") ? List.<String>of() : words.subList(1, words.size())) {
                checked++;
                if (geography.stateOfZip(Long.parseLong(zip)) != state(words.get(0))) {
                    wrong.add(zip + " is of " + words.get(0));
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(checked > 1_800, checked + " checked");
    }

    @Test
    void areaCodesAreOfTheStatesThatLibphonenumberSays() {
        Map<String, String> states = new HashMap<>();
        for (String each : STATES.split(",", -1)) {
            int space = each.lastIndexOf(' ');
            states.put(each.substring(0, space), each.substring(space + 1));
        }
        List<String> wrong = new ArrayList<>();
        int checked = 0;
        for (int area = 200; area < 1_000; area++) {
            String said = said(place(area), states);
            checked += said.isEmpty() ? 0 : 1;
            if (!said.isEmpty() && geography.stateOfCaller("+1" + area + "5550100") != state(said)) {
                wrong.add(area + " is of " + said);
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(checked > 330, checked + " checked");
    }

    /**
     * Where libphonenumber is wrong about the whole code: the north-west of Indiana and the west of Kentucky have Central time,
     * the east of Tennessee (423) and Orlando (689) have Eastern time.
     */
    private static final Set<Integer> KNOWN_BETTER = Set.of(219, 270, 364, 423, 689);

    @Test
    void timeZonesShowTheTimeThatLibphonenumberSays() {
        List<String> wrong = new ArrayList<>();
        int checked = 0;
        for (int area = 200; area < 1_000; area++) {
            CallerPlace place = geography.placeOf("+1" + area + "5550100");
            List<String> said =
                    PhoneNumberToTimeZonesMapper.getInstance().getTimeZonesForGeographicalNumber(number(area));
            String zone = place.timeZone();
            if (place.state() == 0 || zone == null || said.size() > 1 || KNOWN_BETTER.contains(area)) {
                continue;
            }
            checked++;
            for (String moment : List.of("2026-01-15T12:00:00Z", "2026-07-15T12:00:00Z")) {
                Instant at = Instant.parse(moment);
                if (!offset(zone, at).equals(offset(said.get(0), at))) {
                    wrong.add(area + " has the time of " + said);
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(checked > 330, checked + " checked");
    }

    @Test
    void aNumberSaysWhereItIsOf() {
        assertEquals(new CallerPlace(state("CO"), null, "America/Denver"), geography.placeOf("+13035550111"));
        assertEquals("New York", geography.placeOf("+12125550111").city());
        assertEquals("America/Denver", geography.placeOf("+19155550111").timeZone());
        assertNull(geography.placeOf("+18505550111").timeZone());
        for (String caller : List.of("+14165550100", "+18005550199", "+442079460000", "+1415555010")) {
            assertEquals(CallerPlace.UNKNOWN, geography.placeOf(caller), caller);
        }
    }

    @Test
    void whereAnotherCountrySharesThePlanThereIsNoState() {
        for (String caller : List.of("+14165550100", "+18765550100", "+18005550199", "+442079460000", "+1415555010")) {
            assertEquals(0, geography.stateOfCaller(caller), caller);
        }
    }

    /** A state's name, or a city and its state's letters; neither: {@code ""}. */
    private static String said(String place, Map<String, String> states) {
        String state = states.get(place);
        String letters = place.matches(".*, [A-Z]{2}") ? place.substring(place.length() - 2) : "";
        return state != null ? state : states.containsValue(letters) ? letters : "";
    }

    private static String place(int area) {
        return PhoneNumberOfflineGeocoder.getInstance().getDescriptionForValidNumber(number(area), Locale.US);
    }

    private static PhoneNumber number(int area) {
        return new PhoneNumber().setCountryCode(1).setNationalNumber(area * 10_000_000L + 5_550_100L);
    }

    private static ZoneOffset offset(String zone, Instant at) {
        return ZoneId.of(zone).getRules().getOffset(at);
    }

    private static long state(String letters) {
        return Coding.usState(letters.charAt(0), letters.charAt(1));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(GeographyTest.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
