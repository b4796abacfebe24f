package io.gavel.gateway.media.sdp;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a description (RFC 8866 §5). Strict where it matters to us (version, media, addresses), blind to lines that it does not
 * know; ends of lines may be CR, LF or both. Everything has a limit.
 */
final class Reader {
    private static final int MOST_TEXT = 16 * 1024;
    private static final int MOST_LINES = 512;
    private static final int MOST_MEDIA = 16;
    private static final int MOST_FORMATS = 64;
    private static final int MOST_KEYS = 16;

    private final String text;
    private final List<MediaLine> media = new ArrayList<>();
    private boolean versionSeen;
    private boolean originSeen;
    private String time = "0 0";

    private @Nullable InetAddress sessionAddress;
    private boolean sessionConnected;
    private Direction sessionDirection = Direction.SENDRECV;

    /** The media whose lines are being read; null before the first. */
    private @Nullable Open open;

    private static final class Open {
        final String type;
        final int port;
        final String protocol;
        final List<String> formats;
        final Map<Integer, String> maps = new HashMap<>();
        final List<String> keys = new ArrayList<>();

        @Nullable
        InetAddress address;

        boolean connected;
        Direction direction;
        int controlPort;

        Open(String type, int port, String protocol, List<String> formats, Direction direction) {
            this.type = type;
            this.port = port;
            this.protocol = protocol;
            this.formats = formats;
            this.direction = direction;
            this.controlPort = Math.min(port + 1, 65_535);
        }
    }

    Reader(String text) {
        this.text = text;
    }

    Description read() throws SdpException {
        if (text.length() > MOST_TEXT) {
            throw new SdpException("Longer than " + MOST_TEXT + " characters");
        }
        lines();
        closeMedia();
        if (!originSeen || media.isEmpty()) {
            throw new SdpException(originSeen ? "No media" : "No origin");
        }
        return new Description(time, List.copyOf(media));
    }

    private void lines() throws SdpException {
        int count = 0;
        int start = 0;
        for (int at = 0; at <= text.length(); at++) {
            if (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
                continue;
            }
            String line = text.substring(start, at);
            start = at + 1;
            if (line.isBlank()) {
                continue;
            }
            if (++count > MOST_LINES) {
                throw new SdpException("More than " + MOST_LINES + " lines");
            }
            line(line);
        }
    }

    private void line(String line) throws SdpException {
        if (line.length() < 2 || line.charAt(1) != '=') {
            throw new SdpException("No line of a description: " + shown(line));
        }
        String value = line.substring(2).strip();
        if (!versionSeen && !line.startsWith("v=")) {
            throw new SdpException("Does not begin with a version");
        }
        switch (line.charAt(0)) {
            case 'v' -> version(value);
            case 'o' -> originSeen = true;
            case 't' -> time(value);
            case 'c' -> connection(value);
            case 'm' -> media(value);
            case 'a' -> attribute(value);
            default -> {}
        }
    }

    private void version(String value) throws SdpException {
        if (versionSeen || !value.equals("0")) {
            throw new SdpException("Version " + shown(value));
        }
        versionSeen = true;
    }

    private void time(String value) {
        String[] parts = value.split(" ", 3);
        if (parts.length == 2 && value.length() < 48 && Digits.areDigits(parts[0]) && Digits.areDigits(parts[1])) {
            time = value;
        }
    }

    private void connection(String value) throws SdpException {
        List<String> words = words(value);
        boolean isInternet = words.size() == 3
                && words.get(0).equals("IN")
                && (words.get(1).equals("IP4") || words.get(1).equals("IP6"));
        if (!isInternet) {
            throw new SdpException("No connection: " + shown(value));
        }
        InetAddress address = unicast(beforeSlash(words.get(2)));
        if (open == null) {
            sessionAddress = address;
            sessionConnected = true;
        } else {
            open.address = address;
            open.connected = true;
        }
    }

    /** Names are never looked up: who has one is known from its first packet. */
    private static @Nullable InetAddress unicast(String literal) {
        InetAddress address = literal.indexOf('%') >= 0 ? null : NetUtil.createInetAddressFromIpAddressString(literal);
        return address == null || address.isMulticastAddress() || literal.equals("255.255.255.255") ? null : address;
    }

    private void media(String value) throws SdpException {
        closeMedia();
        List<String> words = words(value);
        int size = words.size();
        if (size < 4 || size > 3 + MOST_FORMATS || media.size() == MOST_MEDIA || !isPlain(value)) {
            throw new SdpException("Too much or too little media: " + shown(value));
        }
        int port = Digits.port(beforeSlash(words.get(1)));
        open = new Open(words.get(0), port, words.get(2), words.subList(3, size), sessionDirection);
    }

    /** Between them are spaces, one or more. */
    private static List<String> words(String value) {
        List<String> words = new ArrayList<>(6);
        int start = 0;
        for (int at = 0; at <= value.length(); at++) {
            if (at == value.length() || value.charAt(at) == ' ') {
                if (at > start) {
                    words.add(value.substring(start, at));
                }
                start = at + 1;
            }
        }
        return words;
    }

    private static String beforeSlash(String word) {
        int slash = word.indexOf('/');
        return slash < 0 ? word : word.substring(0, slash);
    }

    /** These words are repeated in answers. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    private void attribute(String value) throws SdpException {
        Direction direction = Direction.of(value);
        if (open == null) {
            sessionDirection = direction == null ? sessionDirection : direction;
        } else if (direction != null) {
            open.direction = direction;
        } else if (value.startsWith("rtpmap:")) {
            map(open, value.substring("rtpmap:".length()));
        } else if (value.startsWith("crypto:") && open.keys.size() < MOST_KEYS) {
            open.keys.add(value.substring("crypto:".length()));
        } else if (value.startsWith("rtcp:")) {
            open.controlPort = Digits.port(value.substring("rtcp:".length()).split(" ", 2)[0]);
        }
    }

    private static void map(Open media, String value) {
        List<String> words = words(value);
        if (words.size() == 2
                && words.get(0).length() <= 3
                && Digits.areDigits(words.get(0))
                && media.maps.size() < MOST_FORMATS) {
            String name = words.get(1).toLowerCase(Locale.ROOT);
            media.maps.put(
                    Integer.valueOf(words.get(0)), name.endsWith("/1") ? name.substring(0, name.length() - 2) : name);
        }
    }

    private void closeMedia() throws SdpException {
        Open last = open;
        if (last == null) {
            return;
        }
        if (!last.connected && !sessionConnected && last.port != 0) {
            throw new SdpException("No connection for " + shown(last.type));
        }
        media.add(new MediaLine(
                last.type,
                last.port,
                last.protocol,
                last.formats,
                last.connected ? last.address : sessionAddress,
                last.controlPort,
                last.direction,
                last.maps,
                last.keys));
    }

    /** Foreign text for a message of ours. */
    static String shown(String text) {
        String start = text.length() > 60 ? text.substring(0, 60) + "…" : text;
        return start.replaceAll("\\p{Cntrl}", "?");
    }
}
