package io.gavel.gateway.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.gavel.gateway.Gateway;
import io.gavel.gateway.acceptance.Documentation;
import io.gavel.gateway.config.ExchangeConfig;
import io.gavel.gateway.config.Problems;
import io.gavel.gateway.sip.message.SipLimits;
import io.gavel.gateway.sip.message.SipMessage;
import io.gavel.gateway.sip.message.SipParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A gateway with all its edges in this process, and senders of datagrams at addresses of their own. */
final class WholeGateway implements AutoCloseable {
    static final String KEY = "whole-gateway";

    private static final SipParser PARSER = new SipParser(SipLimits.DEFAULT);
    private static final int PATIENCE_MILLIS = 20_000;

    final Gateway gateway;
    final Gateway.Ports ports;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Documentation documentation;

    WholeGateway(Path folder, String market, String mediaPorts) throws IOException {
        gateway = Gateway.open(config(
                folder,
                KEY,
                mediaPorts,
                Map.of(
                        "GAVEL_HTTP_BIND", "127.0.0.1",
                        "GAVEL_BUYERS_ALLOW_PRIVATE_ADDRESSES", "true",
                        "GAVEL_DRAIN_CALLS_S", "0")));
        gateway.start();
        assertEquals(List.of(), gateway.importMarket("market.yaml", market.getBytes(StandardCharsets.UTF_8)));
        ports = gateway.open();
        try {
            String text = client.send(request("/openapi.json").build(), HttpResponse.BodyHandlers.ofString())
                    .body();
            documentation = Documentation.read(text);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of a gateway at free ports, with its data under this folder. */
    static ExchangeConfig config(Path folder, String operatorKey, String mediaPorts, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("GAVEL_DATA", folder.resolve("data").toString());
        environment.put("GAVEL_HTTP_PORT", "0");
        environment.put("GAVEL_SIP_PORT", "0");
        environment.put("GAVEL_OPERATOR_KEY", operatorKey);
        environment.put("GAVEL_MEDIA_PORTS", mediaPorts);
        Problems problems = new Problems();
        ExchangeConfig config = ExchangeConfig.read("", environment, problems);
        assertEquals(List.of(), problems.list());
        return config;
    }

    HttpResponse<String> get(String path) {
        return send(request(path).header("authorization", "Bearer " + KEY));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports.http() + path));
    }

    /** Sends it; the answer is held against the documentation. */
    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            HttpRequest built = request.build();
            HttpResponse<String> answer = client.send(built, HttpResponse.BodyHandlers.ofString());
            String type = answer.headers().firstValue("content-type").orElse("");
            documentation.check(built.method(), built.uri().getPath(), answer.statusCode(), type, answer.body());
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How often something of this name happened. */
    double counted(String event) {
        String line = "gavel_events_total{event=\"" + event + "\"} ";
        return get("/metrics")
                .body()
                .lines()
                .filter(each -> each.startsWith(line))
                .mapToDouble(each -> Double.parseDouble(each.substring(line.length())))
                .sum();
    }

    Sender sender(String address) {
        return sender(address, 0);
    }

    Sender sender(String address, int port) {
        return new Sender(address, port);
    }

    @Override
    public void close() {
        gateway.close();
    }

    /** Somebody who sends INVITEs from an address of the loopback network and reads what comes back. */
    final class Sender implements AutoCloseable {
        private final String address;
        private final DatagramSocket socket;
        private int calls;

        private Sender(String address, int port) {
            this.address = address;
            try {
                socket = new DatagramSocket(new InetSocketAddress(address, port));
                socket.setSoTimeout(PATIENCE_MILLIS);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** An INVITE of a call of its own. */
        SipMessage invite(String user, String... headers) {
            int number = ++calls;
            String sdp = "v=0\r\no=x 1 1 IN IP4 " + address + "\r\ns=-\r\nc=IN IP4 " + address
                    + "\r\nt=0 0\r\nm=audio 40000 RTP/AVP 0\r\n";
            List<String> lines = new ArrayList<>(List.of(
                    "INVITE sip:" + user + "@127.0.0.1:" + ports.sip() + " SIP/2.0",
                    "Via: SIP/2.0/UDP " + address + ":" + socket.getLocalPort() + ";branch=z9hG4bK" + number + "x"
                            + socket.getLocalPort(),
                    "To: <sip:" + user + "@127.0.0.1>",
                    "Call-ID: " + number + "-" + socket.getLocalPort() + "@" + address,
                    "CSeq: 1 INVITE",
                    "Max-Forwards: 70",
                    "Contact: <sip:x@" + address + ":" + socket.getLocalPort() + ">"));
            if (List.of(headers).stream().noneMatch(header -> header.startsWith("From:"))) {
                lines.add("From: <sip:+13035550111@" + address + ">;tag=t" + number);
            }
            lines.addAll(List.of(headers));
            lines.addAll(List.of("Content-Type: application/sdp", "Content-Length: " + sdp.length(), "", sdp));
            return read(String.join("\r\n", lines).getBytes(StandardCharsets.UTF_8));
        }

        /** Sends it and waits for the final answer, which is ACKed. */
        SipMessage finalAnswer(SipMessage request) {
            send(request.encode());
            while (true) {
                SipMessage answer = receive();
                boolean mine = Objects.equals(answer.header("Call-ID"), request.header("Call-ID"))
                        && Objects.equals(answer.header("CSeq"), request.header("CSeq"));
                if (mine && answer.status() >= 200) {
                    ack(request, answer);
                    return answer;
                }
            }
        }

        private void ack(SipMessage request, SipMessage answer) {
            String text = "ACK " + request.requestUri() + " SIP/2.0\r\nVia: " + request.header("Via") + "\r\nFrom: "
                    + request.header("From") + "\r\nTo: " + answer.header("To") + "\r\nCall-ID: "
                    + request.header("Call-ID") + "\r\nCSeq: " + request.cseq()
                    + " ACK\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n";
            send(text.getBytes(StandardCharsets.UTF_8));
        }

        void send(byte[] bytes) {
            try {
                socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getByName("127.0.0.1"), ports.sip()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        SipMessage receive() {
            DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
            try {
                socket.receive(packet);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return read(java.util.Arrays.copyOf(packet.getData(), packet.getLength()));
        }

        private static SipMessage read(byte[] bytes) {
            SipMessage message = Objects.requireNonNull(PARSER.parse(bytes, 0, bytes.length));
            assertNull(message.fault());
            return message;
        }

        @Override
        public void close() {
            socket.close();
        }
    }
}
