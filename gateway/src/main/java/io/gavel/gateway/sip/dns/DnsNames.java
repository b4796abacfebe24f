package io.gavel.gateway.sip.dns;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramChannel;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DefaultDnsRecordDecoder;
import io.netty.handler.codec.dns.DnsRawRecord;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The name servers of the system, or one that is given; remembers what they say for as long as they say, within limits. A record
 * that cannot be read is left out. On one loop.
 */
public final class DnsNames implements Names, AutoCloseable {
    private static final int QUERY_MILLIS = 2_000;
    private static final int REMEMBERED = 1_000;
    private static final long SHORTEST_SECONDS = 5;
    private static final long LONGEST_SECONDS = 3_600;
    private static final long NOTHING_SECONDS = 30;

    private final DnsNameResolverBuilder builder;
    private volatile @Nullable DnsNameResolver resolver;
    private final LongSupplier nanos;
    private final Map<Key, Kept> kept = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Kept> eldest) {
            return size() > REMEMBERED;
        }
    };

    private record Key(DnsRecordType type, String name) {}

    private record Kept(Answer<?> answer, long untilNanos) {}

    /** {@code server}: null: as the system is configured. */
    private DnsNames(
            EventLoop loop, Supplier<DatagramChannel> sockets, @Nullable InetSocketAddress server, LongSupplier nanos) {
        DnsNameResolverBuilder builder = new DnsNameResolverBuilder(loop)
                .datagramChannelFactory(sockets::get)
                .queryTimeoutMillis(QUERY_MILLIS)
                .ttl(0, (int) LONGEST_SECONDS)
                .negativeTtl((int) NOTHING_SECONDS);
        if (server != null) {
            builder.nameServerProvider(new SingletonDnsServerAddressStreamProvider(server));
        }
        this.builder = builder;
        this.nanos = nanos;
    }

    /** Made when somebody has a name: most have addresses. */
    private DnsNameResolver resolver() {
        DnsNameResolver made = resolver == null ? builder.build() : resolver;
        resolver = made;
        return made;
    }

    /** A way to find places by these name servers; to be closed with the names. */
    public static Opened open(
            EventLoop loop,
            Supplier<DatagramChannel> sockets,
            @Nullable InetSocketAddress server,
            Predicate<io.gavel.gateway.sip.transport.Transport> spoken,
            IntUnaryOperator random) {
        DnsNames names = new DnsNames(loop, sockets, server, System::nanoTime);
        return new Opened(names, new Locator(names, spoken, random));
    }

    /** Names, and who uses them. */
    public record Opened(DnsNames names, Locator locator) {}

    @Override
    public void naptr(String domain, Consumer<Answer<Naptr>> then) {
        ask(DnsRecordType.NAPTR, domain, DnsNames::readNaptr, then);
    }

    @Override
    public void srv(String name, Consumer<Answer<Srv>> then) {
        ask(DnsRecordType.SRV, name, DnsNames::readSrv, then);
    }

    @Override
    public void addresses(String host, Consumer<List<InetAddress>> then) {
        resolver()
                .resolveAll(host)
                .addListener((Future<List<InetAddress>> found) ->
                        then.accept(found.isSuccess() ? found.getNow() : List.of()));
    }

    /** What a record says. */
    private interface Read<R> {
        R read(ByteBuf content);
    }

    @SuppressWarnings("unchecked") // a key's type of record is its answer's
    private <R> void ask(DnsRecordType type, String name, Read<R> read, Consumer<Answer<R>> then) {
        Key key = new Key(type, name);
        Kept known = kept.get(key);
        if (known != null && nanos.getAsLong() - known.untilNanos < 0) {
            then.accept((Answer<R>) known.answer);
            return;
        }
        resolver().resolveAll(new DefaultDnsQuestion(name, type)).addListener((Future<List<DnsRecord>> found) -> {
            boolean heard = found.isSuccess() || !DnsNameResolver.isTimeoutError(found.cause());
            List<R> records = new ArrayList<>();
            long seconds = found.isSuccess() ? read(found.getNow(), type, read, records) : NOTHING_SECONDS;
            Answer<R> answer = new Answer<>(List.copyOf(records), heard);
            kept.put(key, new Kept(answer, nanos.getAsLong() + seconds * 1_000_000_000L));
            then.accept(answer);
        });
    }

    /** Reads and releases; how long it is good for. */
    private static <R> long read(List<DnsRecord> all, DnsRecordType type, Read<R> read, List<R> into) {
        long seconds = LONGEST_SECONDS;
        for (DnsRecord record : all) {
            R said = record.type().equals(type) && record instanceof DnsRawRecord raw ? one(raw, read) : null;
            if (said != null) {
                into.add(said);
                seconds = Math.min(seconds, record.timeToLive());
            }
            ReferenceCountUtil.release(record);
        }
        return into.isEmpty() ? NOTHING_SECONDS : Math.max(SHORTEST_SECONDS, seconds);
    }

    /** Null if it is cut short, or has no name. */
    private static <R> @Nullable R one(DnsRawRecord record, Read<R> read) {
        try {
            return read.read(record.content());
        } catch (IndexOutOfBoundsException | CorruptedFrameException e) {
            return null;
        }
    }

    private static Srv readSrv(ByteBuf content) {
        return new Srv(
                content.readUnsignedShort(), content.readUnsignedShort(), content.readUnsignedShort(), name(content));
    }

    private static Naptr readNaptr(ByteBuf content) {
        int order = content.readUnsignedShort();
        int preference = content.readUnsignedShort();
        String flags = text(content);
        String service = text(content);
        text(content);
        return new Naptr(order, preference, flags, service, name(content));
    }

    private static String text(ByteBuf content) {
        return content.readCharSequence(content.readUnsignedByte(), StandardCharsets.US_ASCII)
                .toString();
    }

    private static String name(ByteBuf content) {
        String name = DefaultDnsRecordDecoder.decodeName(content);
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    @Override
    public void close() {
        DnsNameResolver made = resolver;
        if (made != null) {
            made.close();
        }
    }
}
