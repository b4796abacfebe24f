package io.gavel.bench.experiment;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A bare Vert.x server in a process of its own: {@code Ceiling echo LOOPS} or {@code Ceiling fanout LOOPS PORT…}. Says READY like
 * the exchange does and serves until it is killed.
 */
public final class Ceiling {

    private static final int SECONDS_TO_START = 20;

    private Ceiling() {}

    /** Starts one listener for each event loop. */
    public static void main(String[] arguments) throws Exception {
        int loops = Integer.parseInt(arguments[1]);
        List<Integer> buyers = new ArrayList<>();
        for (int i = 2; i < arguments.length; i++) {
            buyers.add(Integer.parseInt(arguments[i]));
        }
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(loops).setPreferNativeTransport(true));
        int port = freePort();
        for (int i = 0; i < loops; i++) {
            vertx.deployVerticle(arguments[0].equals("echo") ? new Echo(port) : new FanOut(port, buyers))
                    .await(SECONDS_TO_START, TimeUnit.SECONDS);
        }
        System.out.println("READY http=" + port + " sip=0");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
