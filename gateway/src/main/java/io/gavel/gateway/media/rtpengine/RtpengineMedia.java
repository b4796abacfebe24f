package io.gavel.gateway.media.rtpengine;

import io.gavel.gateway.media.MediaCall;
import io.gavel.gateway.media.MediaEngine;
import io.gavel.gateway.media.MediaException;
import io.gavel.gateway.media.MediaListener;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** rtpengine as the engine of media. Any thread. */
public final class RtpengineMedia implements MediaEngine {
    private static final long LOOK_SECONDS = 10;

    private final Map<String, RtpengineCall> calls = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final MultiThreadIoEventLoopGroup group =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("rtpengine", true), NioIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final InstantSource clock;
    private final NgClient client;
    private @Nullable KeyEvents events;
    private volatile boolean closed;

    private RtpengineMedia(InetSocketAddress server, InstantSource clock) throws IOException {
        this.clock = clock;
        this.client = new NgClient(loop, server);
    }

    /**
     * Opens the way to rtpengine and sees that it is there.
     *
     * @param server its ng port
     * @param events where it is to tell which keys are pressed; null: nobody hears keys
     * @throws IOException with a sentence, if it does not answer or a socket cannot be had
     */
    public static RtpengineMedia open(InetSocketAddress server, @Nullable InetSocketAddress events, InstantSource clock)
            throws IOException {
        RtpengineMedia media = new RtpengineMedia(server, clock);
        try {
            media.start(server, events);
            return media;
        } catch (IOException e) {
            media.close();
            throw e;
        }
    }

    private void start(InetSocketAddress server, @Nullable InetSocketAddress told) throws IOException {
        CompletableFuture<Map<String, Object>> pong = new CompletableFuture<>();
        client.ask(Map.of("command", "ping"), pong::complete);
        try {
            if (!NgClient.isGood(pong.get(10, TimeUnit.SECONDS))) {
                throw new IOException("media.rtpengine: nobody answers at " + server);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("media.rtpengine: nobody answers at " + server, e);
        }
        if (told != null) {
            events = new KeyEvents(loop, told, server, (call, tag, digit) -> {
                RtpengineCall known = calls.get(call);
                if (known != null) {
                    known.pressed(tag, digit);
                }
            });
        }
        var unused = loop.scheduleAtFixedRate(
                () -> calls.values().forEach(RtpengineCall::look), LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public MediaCall open(String callName, MediaListener listener, Executor callLoop) throws MediaException {
        if (closed) {
            throw new MediaException(MediaException.Cause.CLOSED, "The media engine is closed");
        }
        byte[] bytes = new byte[12];
        random.nextBytes(bytes);
        String id = "gavel-" + HexFormat.of().formatHex(bytes);
        RtpengineCall call = new RtpengineCall(id, this, listener, callLoop);
        calls.put(id, call);
        return call;
    }

    NgClient client() {
        return client;
    }

    EventLoop loop() {
        return loop;
    }

    InstantSource clock() {
        return clock;
    }

    void ended(String id) {
        calls.remove(id);
    }

    @Override
    public int calls() {
        return calls.size();
    }

    /** Only rtpengine knows. */
    @Override
    public int freePorts() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        calls.keySet().forEach(id -> client.ask(RtpengineCall.deletion(id), answer -> {}));
        KeyEvents heard = events;
        if (heard != null) {
            heard.close();
        }
        // what was asked before goes out before the socket closes
        loop.submit(() -> {}).syncUninterruptibly();
        client.close();
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
}
