package io.gavel.bench.experiment;

import io.gavel.bench.load.Machine;
import io.gavel.gateway.demo.Buyer;
import io.gavel.gateway.demo.BuyerFarm;
import io.gavel.gateway.demo.BuyerPlan;
import io.gavel.gateway.demo.Temper;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench.jar start}: an empty directory, {@code java -jar gavel.jar serve}, and the first pings after READY. */
@Command(
        name = "start",
        description = "time from an empty directory to READY, and of the first ping that asks buyers after it",
        mixinStandardHelpOptions = true)
public final class StartSpeed implements Callable<Integer> {

    private static final int DEADLINE_MILLIS = 500;
    private static final int PATIENCE_MILLIS = 10_000;
    private static final int PINGS = 20;

    @Option(names = "--rounds", defaultValue = "5", description = "starts (default ${DEFAULT-VALUE})")
    private int rounds;

    @Option(names = "--buyers", defaultValue = "10", description = "asked by each ping (default ${DEFAULT-VALUE})")
    private int buyers;

    @Override
    public Integer call() throws IOException {
        List<BuyerPlan> plans = new ArrayList<>();
        for (int i = 0; i < buyers; i++) {
            plans.add(BuyerPlan.constant("buyer-" + i, Temper.INSTANT, 1800 + i));
        }
        System.out.println("start, on " + Machine.here());
        try (BuyerFarm farm = BuyerFarm.open(1, plans)) {
            System.out.println("the buyers here are cold themselves in the first round: it does not count");
            for (int round = 0; round <= rounds; round++) {
                start(farm.buyers());
            }
        }
        return 0;
    }

    private static void start(List<Buyer> buyers) throws IOException {
        Path data = Servers.emptyData();
        try (ServerProcess exchange = Servers.plainExchange(
                data, BenchMarket.asking(buyers, DEADLINE_MILLIS), "buyers: {allow_private_addresses: true}")) {
            double cpuSeconds = exchange.cpu().toMillis() / 1e3;
            List<Double> millis = pings(exchange.uri("/v1/pings"));
            System.out.printf(
                    Locale.ROOT,
                    "ready after %.2f s (%.2f s of CPU); first ping %.1f ms, the next %d at most %.1f ms, deadline %d ms;"
                            + " at most %d MiB resident; load average %.1f; target <= 5 s and inside the deadline%n",
                    exchange.startTime().toMillis() / 1e3,
                    cpuSeconds,
                    millis.get(0),
                    PINGS - 1,
                    millis.stream().skip(1).mapToDouble(each -> each).max().orElse(0),
                    DEADLINE_MILLIS,
                    exchange.memory().peak(),
                    Machine.loadAverage());
        } finally {
            Servers.remove(data);
        }
    }

    /** One after another over a plain socket, so that this program's own start is not in the figure. */
    private static List<Double> pings(URI url) throws IOException {
        List<Double> millis = new ArrayList<>();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), url.getPort())) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            byte[] request = request(url);
            byte[] room = new byte[16_384];
            for (int i = 0; i < PINGS; i++) {
                long start = System.nanoTime();
                socket.getOutputStream().write(request);
                String answer = answer(socket.getInputStream(), room);
                millis.add((System.nanoTime() - start) / 1e6);
                if (!answer.contains("\"accepted\"")) {
                    System.out.println("ping " + (i + 1) + " was answered " + answer.substring(answer.indexOf('{')));
                }
            }
        }
        return millis;
    }

    private static byte[] request(URI url) {
        String body = "{\"campaign\":\"leads\",\"fields\":{\"zip\":\"90210\",\"age\":34,\"insured\":true}}";
        String head = "POST " + url.getPath() + " HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer "
                + BenchMarket.SELLER_KEY + "\r\ncontent-type: application/json\r\ncontent-length: " + body.length()
                + "\r\n\r\n";
        return (head + body).getBytes(StandardCharsets.US_ASCII);
    }

    /** Its answers end with the object's last brace. */
    private static String answer(InputStream in, byte[] room) throws IOException {
        int length = 0;
        while (length == 0 || room[length - 1] != '}') {
            int read = in.read(room, length, room.length - length);
            if (read < 0) {
                throw new IOException("the exchange closed the connection");
            }
            length += read;
        }
        return new String(room, 0, length, StandardCharsets.US_ASCII);
    }
}
