package io.gavel.bench.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import org.HdrHistogram.Histogram;

/** How long packets were on their way: each has the time when it was sent behind its RTP header. One thread that reads. */
final class DelayProbe implements AutoCloseable {
    /** Where the time stands in a packet. */
    static final int AT = 12;

    private static final int SHORTEST = AT + Long.BYTES;
    private static final long MOST_NANOS = 60_000_000_000L;

    private final Selector selector = Selector.open();
    private final Thread thread = new Thread(this::read, "delay-probe");
    private volatile boolean counting;
    private volatile boolean closed;

    DelayProbe() throws IOException {
        thread.setDaemon(true);
    }

    /** What comes to these sockets; before {@link #start}. */
    Histogram watch(List<DatagramChannel> sockets) throws IOException {
        Histogram nanos = new Histogram(MOST_NANOS, 3);
        for (DatagramChannel socket : sockets) {
            socket.configureBlocking(false);
            socket.register(selector, SelectionKey.OP_READ, nanos);
        }
        return nanos;
    }

    void start() {
        thread.start();
    }

    /** From now on packets count; those before warmed up. */
    void count() {
        counting = true;
    }

    private void read() {
        ByteBuffer packet = ByteBuffer.allocateDirect(2_048);
        try {
            while (!closed) {
                selector.select(key -> receive(key, packet));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void receive(SelectionKey key, ByteBuffer packet) {
        try {
            DatagramChannel socket = (DatagramChannel) key.channel();
            packet.clear();
            while (socket.receive(packet) != null) {
                long nanos = System.nanoTime() - packet.getLong(AT);
                if (counting && packet.position() >= SHORTEST && nanos >= 0 && nanos < MOST_NANOS) {
                    ((Histogram) key.attachment()).recordValue(nanos);
                }
                packet.clear();
            }
        } catch (IOException e) {
            key.cancel();
        }
    }

    /** Nothing is counted any more: the histograms may be read. */
    void stop() {
        closed = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        stop();
        selector.close();
    }
}
