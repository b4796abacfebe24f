package io.gavel.gateway.sip.dns;

import io.gavel.gateway.sip.message.SipUri;
import io.gavel.gateway.sip.transport.Transport;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** In what order the places that a URI leads to are to be tried (RFC 3263 §4.1, §4.2). On one loop. */
public final class Locator {
    private static final int MOST_PLACES = 10;

    private final Names names;
    private final Predicate<Transport> spoken;
    private final IntUnaryOperator random;

    /**
     * Wires it.
     *
     * @param spoken which transports we can send over
     * @param random 0 to its argument - 1, chooses among SRV records by weight
     */
    Locator(Names names, Predicate<Transport> spoken, IntUnaryOperator random) {
        this.names = names;
        this.spoken = spoken;
        this.random = random;
    }

    /** The places, best first, at most {@value #MOST_PLACES}; none if the URI wants what we do not speak. */
    public void find(SipUri uri, Consumer<List<Place>> then) {
        String maddr = uri.parameters().get("maddr");
        String host = bare(maddr == null ? uri.host() : maddr);
        String wanted = uri.parameters().get("transport");
        Transport transport = wanted == null ? null : Transport.of(wanted);
        if (uri.isSecure() && (transport == null || transport == Transport.TCP)) {
            transport = Transport.TLS;
        }
        if (host.isEmpty() || (wanted != null && transport == null) || (uri.isSecure() && transport != Transport.TLS)) {
            then.accept(List.of());
        } else if (NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host) || uri.port() > 0) {
            Transport plain = transport == null ? Transport.UDP : transport;
            then.accept(only(plain, host, uri.port()));
        } else if (transport != null) {
            Transport chosen = transport;
            services(List.of(chosen), host, found -> then.accept(found.isEmpty() ? only(chosen, host, 0) : found));
        } else {
            byPreference(host, then);
        }
    }

    /** The addresses of a place's host, none if it has none. */
    public void addresses(Place place, Consumer<List<InetAddress>> then) {
        InetAddress literal = NetUtil.createInetAddressFromIpAddressString(place.host());
        if (literal == null) {
            names.addresses(place.host(), then);
        } else {
            then.accept(List.of(literal));
        }
    }

    /** Nobody says how: NAPTR says it, else SRV, else UDP. */
    private void byPreference(String host, Consumer<List<Place>> then) {
        names.naptr(host, answer -> {
            List<Names.Naptr> usable = answer.records().stream()
                    .filter(record ->
                            transport(record) != null && record.flags().equalsIgnoreCase("s"))
                    .sorted(Comparator.comparingInt(Names.Naptr::order).thenComparingInt(Names.Naptr::preference))
                    .toList();
            Consumer<List<Place>> orPlain =
                    found -> then.accept(found.isEmpty() ? only(Transport.UDP, host, 0) : found);
            if (!usable.isEmpty()) {
                replacements(usable, 0, new ArrayList<>(), orPlain);
            } else if (answer.heard()) {
                services(List.of(Transport.UDP, Transport.TCP, Transport.TLS), host, orPlain);
            } else {
                orPlain.accept(List.of());
            }
        });
    }

    private void replacements(List<Names.Naptr> records, int at, List<Place> found, Consumer<List<Place>> then) {
        if (at == records.size() || found.size() >= MOST_PLACES) {
            then.accept(cut(found));
            return;
        }
        Names.Naptr record = records.get(at);
        names.srv(record.replacement(), answer -> {
            Transport transport = transport(record);
            if (transport != null) {
                found.addAll(places(transport, answer.records()));
            }
            replacements(records, at + 1, found, then);
        });
    }

    private @Nullable Transport transport(Names.Naptr record) {
        Transport named = switch (record.service().toUpperCase(Locale.ROOT)) {
            case "SIP+D2U" -> Transport.UDP;
            case "SIP+D2T" -> Transport.TCP;
            case "SIPS+D2T" -> Transport.TLS;
            default -> null;
        };
        return named != null && spoken.test(named) ? named : null;
    }

    /** The SRV records of the transports that we speak. */
    private void services(List<Transport> transports, String host, Consumer<List<Place>> then) {
        services(transports, 0, host, new ArrayList<>(), then);
    }

    private void services(
            List<Transport> transports, int at, String host, List<Place> found, Consumer<List<Place>> then) {
        if (at == transports.size() || found.size() >= MOST_PLACES) {
            then.accept(cut(found));
            return;
        }
        Transport transport = transports.get(at);
        if (!spoken.test(transport)) {
            services(transports, at + 1, host, found, then);
            return;
        }
        names.srv(prefix(transport) + host, answer -> {
            found.addAll(places(transport, answer.records()));
            services(transports, answer.heard() ? at + 1 : transports.size(), host, found, then);
        });
    }

    private static String prefix(Transport transport) {
        return switch (transport) {
            case UDP -> "_sip._udp.";
            case TCP -> "_sip._tcp.";
            case TLS -> "_sips._tcp.";
        };
    }

    /** By priority; within one, whoever chance and weight choose (RFC 2782). A target of "." is none. */
    private List<Place> places(Transport transport, List<Names.Srv> records) {
        List<Names.Srv> left = new ArrayList<>(records);
        left.removeIf(record -> record.target().isEmpty() || record.port() == 0);
        left.sort(Comparator.comparingInt(Names.Srv::priority).thenComparingInt(Names.Srv::weight));
        List<Place> places = new ArrayList<>();
        while (!left.isEmpty()) {
            Names.Srv next = left.remove(choose(left));
            places.add(new Place(transport, next.target(), next.port()));
        }
        return places;
    }

    private int choose(List<Names.Srv> sorted) {
        int first = sorted.get(0).priority();
        int count = 0;
        int sum = 0;
        for (; count < sorted.size() && sorted.get(count).priority() == first; count++) {
            sum += sorted.get(count).weight();
        }
        int drawn = random.applyAsInt(sum + 1);
        int running = 0;
        for (int at = 0; at < count; at++) {
            running += sorted.get(at).weight();
            if (running >= drawn) {
                return at;
            }
        }
        return count - 1;
    }

    private static List<Place> cut(List<Place> places) {
        return List.copyOf(places.subList(0, Math.min(MOST_PLACES, places.size())));
    }

    private static List<Place> only(Transport transport, String host, int port) {
        return List.of(new Place(transport, host, port > 0 ? port : transport.defaultPort()));
    }

    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
