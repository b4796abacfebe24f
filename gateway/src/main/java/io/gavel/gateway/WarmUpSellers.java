package io.gavel.gateway;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Sellers of the {@link WarmUp} over plain sockets: all ask, then all hear. One thread. */
final class WarmUpSellers implements Closeable {
    private static final int CONNECTIONS = 4;
    private static final int PATIENCE_MILLIS = 10_000;
    private static final String LENGTH = "content-length:";

    private final String key;
    private final List<Connection> connections = new ArrayList<>();
    private int said;
    private int sold;

    private WarmUpSellers(String key) {
        this.key = key;
    }

    static WarmUpSellers connect(int port, String key) throws IOException {
        WarmUpSellers sellers = new WarmUpSellers(key);
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                sellers.connections.add(Connection.open(port));
            }
        } catch (IOException e) {
            sellers.close();
            throw e;
        }
        return sellers;
    }

    /** Each seller pings for this campaign and posts the lead. */
    void sell(String campaign) throws IOException {
        int first = said;
        for (Connection connection : connections) {
            connection.send("/v1/pings", key, ping(campaign, phone(said++)));
        }
        for (Connection connection : connections) {
            JsonObject answer = connection.hear();
            connection.send("/v1/posts", key, post(answer, phone(first++)));
        }
        for (Connection connection : connections) {
            sold += "sold".equals(connection.hear().getString("status")) ? 1 : 0;
        }
    }

    /** Leads that were sold. */
    int sold() {
        return sold;
    }

    @Override
    public void close() throws IOException {
        for (Connection connection : connections) {
            connection.close();
        }
    }

    private static JsonObject ping(String campaign, String phone) {
        return new JsonObject()
                .put("campaign", campaign)
                .put("fields", fields())
                .put("phone_hash", sha256(phone))
                .put("source", "warm-up");
    }

    private static JsonObject post(JsonObject ping, String phone) throws IOException {
        if (!"accepted".equals(ping.getString("status"))) {
            throw new IOException("a ping was answered " + ping);
        }
        JsonArray chosen =
                new JsonArray().add(ping.getJsonArray("bids").getJsonObject(0).getString("bid_id"));
        JsonObject lead = fields().put("email", "somebody@example.com")
                .put("first_name", "Some")
                .put("phone", phone);
        return new JsonObject()
                .put("ping_id", ping.getString("ping_id"))
                .put("bid_ids", chosen)
                .put("fields", lead);
    }

    private static JsonObject fields() {
        return new JsonObject()
                .put("zip", "90210")
                .put("age", 34)
                .put("insured", true)
                .put("credit", "good");
    }

    /** Somebody else for each lead, for duplicates are not sold. */
    private static String phone(int lead) {
        return "+1202" + (2_000_000 + lead);
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** One connection, one request at a time. */
    private record Connection(Socket socket, InputStream in) implements Closeable {

        static Connection open(int port) throws IOException {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            return new Connection(socket, new BufferedInputStream(socket.getInputStream()));
        }

        void send(String path, String key, JsonObject body) throws IOException {
            byte[] bytes = body.encode().getBytes(StandardCharsets.UTF_8);
            String head = "POST " + path + " HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer " + key
                    + "\r\ncontent-type: application/json\r\ncontent-length: " + bytes.length + "\r\n\r\n";
            byte[] request = Arrays.copyOf(head.getBytes(StandardCharsets.US_ASCII), head.length() + bytes.length);
            System.arraycopy(bytes, 0, request, head.length(), bytes.length);
            socket.getOutputStream().write(request);
        }

        JsonObject hear() throws IOException {
            String status = line();
            int length = 0;
            for (String header = line(); !header.isEmpty(); header = line()) {
                if (header.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
                    length = Integer.parseInt(header.substring(LENGTH.length()).strip());
                }
            }
            String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
            if (!status.contains(" 200 ")) {
                throw new IOException("an answer is " + status + " " + body);
            }
            return new JsonObject(body);
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int next = in.read(); next != '\n'; next = in.read()) {
                if (next < 0) {
                    throw new EOFException("the exchange closed the connection");
                }
                if (next != '\r') {
                    line.append((char) next);
                }
            }
            return line.toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
