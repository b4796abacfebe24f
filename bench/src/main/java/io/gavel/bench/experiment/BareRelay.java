package io.gavel.bench.experiment;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a relay costs at least in Java: one thread, one selector, and for each packet a receive and a send; it knows nothing of RTP.
 * Sides must be added before {@link #start}.
 */
final class BareRelay implements AutoCloseable {
    /** Of the thread. */
    static final String NAME = "bare-relay";

    private final Selector selector;
    private final Thread thread = new Thread(this::run, NAME);
    private final AtomicLong packets = new AtomicLong();

    /** Where what comes in on a socket goes out. */
    private record Way(DatagramChannel out, SocketAddress target) {}

    BareRelay() throws IOException {
        selector = Selector.open();
        thread.setDaemon(true);
    }

    /** The two addresses to send to: what comes to one leaves from the other, for the other's side. */
    InetSocketAddress[] join(SocketAddress one, SocketAddress two) throws IOException {
        DatagramChannel first = socket();
        DatagramChannel second = socket();
        first.register(selector, SelectionKey.OP_READ, new Way(second, two));
        second.register(selector, SelectionKey.OP_READ, new Way(first, one));
        return new InetSocketAddress[] {
            (InetSocketAddress) first.getLocalAddress(), (InetSocketAddress) second.getLocalAddress()
        };
    }

    void start() {
        thread.start();
    }

    /** That were passed on. */
    long packets() {
        return packets.get();
    }

    private void run() {
        ByteBuffer packet = ByteBuffer.allocateDirect(2_048);
        try {
            while (selector.isOpen()) {
                selector.select(key -> pass((DatagramChannel) key.channel(), (Way) key.attachment(), packet));
            }
        } catch (IOException | ClosedSelectorException e) {
            if (selector.isOpen()) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void pass(DatagramChannel in, Way way, ByteBuffer packet) {
        try {
            packet.clear();
            if (in.receive(packet) != null) {
                way.out().send(packet.flip(), way.target());
                packets.lazySet(packets.get() + 1);
            }
        } catch (ClosedChannelException e) {
            // it ends
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static DatagramChannel socket() throws IOException {
        DatagramChannel socket = DatagramChannel.open();
        socket.configureBlocking(false);
        return socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
