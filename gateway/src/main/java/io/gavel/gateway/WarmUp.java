package io.gavel.gateway;

import io.gavel.gateway.config.ExchangeConfig;
import io.gavel.gateway.config.Problems;
import io.gavel.gateway.demo.Buyer;
import io.gavel.gateway.demo.BuyerFarm;
import io.gavel.gateway.demo.BuyerPlan;
import io.gavel.gateway.demo.Temper;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the JVM compile what pings, bids, posts, deliveries and calls run through, before the first real one comes: a second exchange,
 * private and on loopback, with a market, a buyer, a seller and telephones of its own, in a folder that is removed in the end. It shares the
 * code with the real one and nothing else: no line, journal, ledger, view or metric. Begun, awaited and closed on the main
 * thread; runs on {@code warm-up} while the main thread opens the real one.
 */
final class WarmUp implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
    private static final String FOLDER = "warm-up-";
    private static final String KEY = "warm-up-seller";
    private static final String NUMBER = "+18005550199";
    /** So many are sold even if time is over: on a machine that is busy the time says nothing. */
    private static final int LEAST = 24;

    private static final int ENOUGH = 5_000;
    private static final int ORDERS = 3;
    private static final int CENTS = 1_500;
    private static final int MEDIA_PORTS = 400;
    private static final int HIGHEST_PORT = 65_535;

    private static final String CONFIG = """
            http: {port: 0, bind: 127.0.0.1}
            operator: {key: %s-operator}
            vault: {key: "%s"}
            buyers: {allow_private_addresses: true}
            journal: {sync: none, segment_mb: 1, keep: drop}
            line: {input_slots: 1024, output_slots: 1024}
            start: {warm_up_ms: 0}
            sip: {bind: 127.0.0.1, port: 0, probe_s: 0}
            media: {ports: %s}
            analytics: {enabled: false}
            views: {pings: 1000, leads: 1000, transfers: 1000, standings: 1000, audit: 100, pnl_rows: 1000, sources: 10, events: 100}
            """;

    private static final String MARKET = """
            currency: USD
            verticals:
              warm-up:
                fields:
                  zip: {type: zip, required: ping}
                  state: {type: us_state}
                  age: {type: integer, min: 16, max: 110, required: ping}
                  insured: {type: boolean}
                  credit: {type: enum, values: [poor, fair, good]}
                  phone: {type: phone, required: post, personal: true}
                  email: {type: email, personal: true}
                  first_name: {type: text, personal: true}
            sellers:
              seller: {name: Seller, api_key: %s, share: 0.80}
            campaigns:
              asked: {vertical: warm-up, product: lead, method: ping_post, deadline_ms: 5000, floor: 2.00, sellers: [seller],
                      duplicates: {by: [phone], window: 1h}}
              fixed: {vertical: warm-up, product: lead, method: ping_post, deadline_ms: 5000, floor: 2.00, sellers: [seller]}
              calls: {vertical: warm-up, product: call, method: ping_post, deadline_ms: 5000, sellers: [seller]}
            carriers: {trunk: {addresses: [127.0.0.1/32], seller: seller}}
            numbers: {"%s": {campaign: calls, source: warm-up, seller: seller}}
            buyers:
              buyer: {name: Buyer, timezone: America/New_York, credit: 100000000.00}
            orders:
            """;

    private static final String DESK = """
              calls-%d: {buyer: buyer, campaign: calls, price: 1%d.50, billable_after_s: 0, deliver: {sip: "%s"}, caps: [{count: 100000000, per: day}]}
            """;

    private static final String ORDER = """
              %s-%d: {buyer: buyer, campaign: %s, %s, deliver: {url: "%s"}, caps: [{count: 100000000, per: day}],
                filter: {all: [{field: state, in: [CA, NY]}, {field: age, between: [18, 99]}, {field: insured, is: true}]}}
            """;

    private final ExchangeConfig real;
    private final Path folder;
    private final Thread thread = new Thread(this::run, "warm-up");
    private volatile boolean enough;
    private volatile int sold;
    private volatile int bridged;

    private WarmUp(ExchangeConfig real) {
        this.real = real;
        this.folder = real.data().resolve(FOLDER + ProcessHandle.current().pid());
    }

    /**
     * Begins to warm up, for as long as the configuration says, while the caller opens the real exchange. A failure is logged,
     * not thrown: an exchange that is cold is slow at first, not wrong.
     */
    static WarmUp begin(ExchangeConfig real) {
        WarmUp warmUp = new WarmUp(real);
        if (real.start().warmUpMillis() > 0) {
            warmUp.thread.start();
        }
        return warmUp;
    }

    /**
     * Waits for its end, and removes what an earlier process may have left of its own. Only for who owns the data directory.
     *
     * @return how many leads were sold
     */
    int await() {
        join();
        try (Stream<Path> files = Files.list(real.data())) {
            for (Path left : files.filter(file -> file.getFileName().toString().startsWith(FOLDER))
                    .toList()) {
                Folders.remove(left);
            }
        } catch (IOException e) {
            LOG.warn("warm-up left=\"folders that begin with {}\" problem=\"{}\"", FOLDER, e.toString());
        }
        return sold;
    }

    /** Calls that were answered, after {@link #await}. */
    int bridged() {
        return bridged;
    }

    /** Ends it early, if it is not over. */
    @Override
    public void close() {
        enough = true;
        join();
    }

    private void join() {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        long start = System.nanoTime();
        try {
            Folders.remove(folder);
            Files.createDirectories(folder);
            try {
                sold = sell(folder, real.start().warmUpMillis() * 1_000_000L);
            } finally {
                Folders.remove(folder);
            }
            LOG.info("warm-up leads={} calls={} millis={}", sold, bridged, (System.nanoTime() - start) / 1_000_000);
        } catch (IOException | RuntimeException e) {
            LOG.warn("warm-up consequence=\"the first pings and calls are slow\"", e);
        }
    }

    private int sell(Path folder, long nanos) throws IOException {
        try (BuyerFarm farm = BuyerFarm.open(BuyerPlan.constant("buyer", Temper.INSTANT, CENTS));
                WarmUpPhones phones = WarmUpPhones.open(NUMBER);
                Gateway gateway = Gateway.open(config(folder))) {
            gateway.start();
            List<String> wrong = gateway.importMarket(
                    "warm-up.yaml", market(farm.buyer(0), phones.buyer()).getBytes(StandardCharsets.UTF_8));
            if (!wrong.isEmpty()) {
                throw new IOException("its market is wrong: " + wrong);
            }
            Gateway.Ports ports = gateway.open();
            if (ports.sip() > 0) {
                phones.call(ports.sip());
            }
            try (WarmUpSellers sellers = WarmUpSellers.connect(ports.http(), KEY)) {
                long end = System.nanoTime() + nanos;
                for (int round = 0;
                        !enough && (round < LEAST || (round < ENOUGH && System.nanoTime() < end));
                        round++) {
                    sellers.sell("asked");
                    sellers.sell("fixed");
                }
                bridged = ports.sip() > 0 ? phones.stop(() -> enough) : 0;
                return sellers.sold();
            }
        }
    }

    /** As little as an exchange can do with; its audio has ports beside those of the real one. */
    private ExchangeConfig config(Path folder) throws IOException {
        byte[] vaultKey = new byte[32];
        new SecureRandom().nextBytes(vaultKey);
        Problems problems = new Problems();
        ExchangeConfig config = ExchangeConfig.read(
                CONFIG.formatted(KEY, Base64.getEncoder().encodeToString(vaultKey), mediaPorts()),
                Map.of(
                        "GAVEL_DATA",
                        folder.toString(),
                        "GAVEL_SIP_ENABLED",
                        Boolean.toString(real.sip().enabled())),
                problems);
        if (!problems.isEmpty()) {
            throw new IOException("its configuration is wrong: " + problems.list());
        }
        return config;
    }

    /** The nearest above the real ones, or else below, that nobody seems to have. */
    private String mediaPorts() {
        int above = real.media().ports().last() + 1;
        int first = above;
        while (first + MEDIA_PORTS <= HIGHEST_PORT && !areFree(first)) {
            first += MEDIA_PORTS;
        }
        if (first + MEDIA_PORTS > HIGHEST_PORT) {
            first = real.media().ports().first() - MEDIA_PORTS;
        }
        return first + "-" + (first + MEDIA_PORTS - 1);
    }

    /** Another exchange on this machine has all of a range, or none. */
    private static boolean areFree(int first) {
        try (DatagramSocket one = new DatagramSocket(first, InetAddress.getLoopbackAddress());
                DatagramSocket other = new DatagramSocket(first + MEDIA_PORTS - 1, InetAddress.getLoopbackAddress())) {
            return one.isBound() && other.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    private static String market(Buyer buyer, String desk) {
        String asked = "bid: {url: \"" + buyer.bidUrl() + "\", timeout_ms: 5000, max: 100.00}";
        StringBuilder market = new StringBuilder(MARKET.formatted(KEY, NUMBER));
        for (int i = 1; i <= ORDERS; i++) {
            market.append(ORDER.formatted("asked", i, "asked", asked, buyer.leadUrl()));
            market.append(ORDER.formatted("fixed", i, "fixed", "price: 1" + i + ".50", buyer.leadUrl()));
            market.append(DESK.formatted(i, i, desk));
        }
        return market.toString();
    }
}
