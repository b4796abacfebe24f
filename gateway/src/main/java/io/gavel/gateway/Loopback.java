package io.gavel.gateway;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Asks this exchange's own interface, as a client would: for the first run, which shows that a lead is sold. Blocks. */
final class Loopback {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String bind;
    private volatile int port;
    private @Nullable HttpClient client;

    Loopback(String bind) {
        this.bind = bind;
    }

    void at(int httpPort) {
        port = httpPort;
    }

    /** The answer's body, whatever its status. */
    synchronized String post(String path, String key, String json) throws Exception {
        if (client == null) {
            client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(PATIENCE)
                    .build();
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + host() + ':' + port + path))
                .timeout(PATIENCE)
                .header("X-Api-Key", key)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build();
        return client.send(request, BodyHandlers.ofString()).body();
    }

    /** Where it listens, as a client names it. */
    private String host() throws UnknownHostException {
        InetAddress address = InetAddress.getAllByName(bind)[0];
        String host = address.isAnyLocalAddress() ? "127.0.0.1" : address.getHostAddress();
        return host.indexOf(':') < 0 ? host : "[" + host + "]";
    }
}
