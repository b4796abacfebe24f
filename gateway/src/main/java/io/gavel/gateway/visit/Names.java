package io.gavel.gateway.visit;

import io.gavel.gateway.vault.PersonHash;
import io.gavel.message.Ids;
import io.netty.util.NetUtil;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The names of visits, visitors and addresses: what is told to the outside, and the keyed hashes that go on the line. Any thread. */
final class Names {
    private static final int IPV6_NETWORK = 8;
    private static final int RADIX = 36;
    private static final String[] ROBOTS = {
        "googlebot",
        "bingbot",
        "crawler",
        "spider",
        "slurp",
        "duckduckbot",
        "baiduspider",
        "yandexbot",
        "ahrefsbot",
        "semrushbot",
        "adsbot",
        "mediapartners-google",
        "lighthouse",
        "pagespeed",
        "facebookexternalhit",
        "uptimerobot",
        "pingdom"
    };

    private final PersonHash hash;

    Names(PersonHash hash) {
        this.hash = hash;
    }

    /** A visit's public id: nobody can guess another's, and so keep its number for it. */
    String visit(long visitId) {
        return Ids.text(visitId) + "-" + proof(visitId);
    }

    /** The visit of a public id; 0 if it is none of ours. */
    long visitId(String text) {
        int dash = text.indexOf('-');
        long visitId = dash <= 0 || text.length() > 64 ? 0 : Ids.parse(text.substring(0, dash));
        return visitId > 0 && text.substring(dash + 1).equals(proof(visitId)) ? visitId : 0;
    }

    long visitor(String name) {
        return hash.mark("visitor " + name);
    }

    /** Of an IPv6 address its network of 64 bits: that is what one subscriber has. */
    long address(String text) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
        if (bytes == null) {
            return hash.mark("address " + text);
        }
        byte[] network = bytes.length == 4 ? bytes : Arrays.copyOf(bytes, IPV6_NETWORK);
        return hash.mark("address " + HexFormat.of().formatHex(network));
    }

    /** As people of the number's country write it: {@code (800) 555-0100}; others in E.164. */
    static String display(long digits) {
        String text = Long.toString(digits);
        if (text.length() != 11 || text.charAt(0) != '1') {
            return "+" + text;
        }
        return "(" + text.substring(1, 4) + ") " + text.substring(4, 7) + "-" + text.substring(7);
    }

    /** Whether a program says of itself that it is no visitor. */
    static boolean isRobot(@Nullable String userAgent) {
        if (userAgent == null) {
            return false;
        }
        for (String word : ROBOTS) {
            for (int i = 0; i + word.length() <= userAgent.length(); i++) {
                if (userAgent.regionMatches(true, i, word, 0, word.length())) {
                    return true;
                }
            }
        }
        return false;
    }

    private String proof(long visitId) {
        return Long.toString(hash.mark("visit " + visitId) & Long.MAX_VALUE, RADIX);
    }
}
