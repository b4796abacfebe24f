package io.gavel.gateway.acceptance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A buyer's endpoints: answer what they are told to. */
final class Buyer implements AutoCloseable {
    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    /** The last lead that was delivered. */
    volatile String lead = "";

    /** A page of a site. */
    volatile String page = "";

    volatile String delivery = "{\"status\":\"accepted\",\"reference\":\"r-1\"}";

    Buyer() throws IOException {
        server.createContext("/bid", call -> {
            call.getRequestBody().readAllBytes();
            answer(call, "{\"bid\":12.00}");
        });
        server.createContext("/lead", call -> {
            lead = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            answer(call, delivery);
        });
        server.createContext("/page", call -> answer(call, page));
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static void answer(HttpExchange call, String answer) throws IOException {
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        call.sendResponseHeaders(200, bytes.length);
        call.getResponseBody().write(bytes);
        call.close();
    }
}
