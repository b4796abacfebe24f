package io.gavel.bench.load;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench.jar load}. Exits 0 if every request was answered with a 2xx, else 1. */
@Command(
        name = "load",
        description = "Sends requests at a rate, whether or not earlier ones were answered.",
        mixinStandardHelpOptions = true)
public final class LoadCommand implements Callable<Integer> {

    /** A ping of the sample market. */
    public static final String PING =
            "{\"campaign\":\"auto-leads\",\"fields\":{\"zip\":\"{{zip}}\",\"age\":{{age}},\"insured\":{{boolean}}}}";

    @Option(names = "--url", required = true, description = "where to POST, for example http://127.0.0.1:8080/v1/pings")
    private URI url = URI.create("http://127.0.0.1/");

    @Option(names = "--key", description = "API key, sent as a bearer token")
    private @Nullable String key;

    @Option(names = "--header", description = "one more header, name: value")
    private List<String> headers = new ArrayList<>();

    @Option(
            names = "--body",
            description =
                    "JSON, with the holes {{n}} {{phone}} {{hash}} {{zip}} {{age}} {{boolean}}; @FILE reads a file; a ping of"
                            + " the sample market if absent")
    private String body = PING;

    @Option(
            names = "--rate",
            description = "requests a second; 0 sends as fast as answers come (default ${DEFAULT-VALUE})")
    private double rate = 1000;

    @Option(names = "--poisson", description = "spread starts by chance rather than evenly")
    private boolean poisson;

    @Option(names = "--duration", description = "counted time, for example 30s (default ${DEFAULT-VALUE})")
    private String duration = "30s";

    @Option(names = "--warmup", description = "time before it (default ${DEFAULT-VALUE})")
    private String warmup = "5s";

    @Option(names = "--timeout", description = "later than this is no answer (default ${DEFAULT-VALUE})")
    private String timeout = "10s";

    @Option(names = "--connections", description = "each with one request at a time (default ${DEFAULT-VALUE})")
    private int connections = 64;

    @Option(names = "--lanes", description = "event loops (default ${DEFAULT-VALUE})")
    private int lanes = 1;

    @Option(names = "--expect", description = "count the answers that contain this text")
    private String expect = "";

    @Option(names = "--report", description = "also draw the figures into this HTML file")
    private @Nullable Path report;

    @Override
    public Integer call() throws IOException {
        List<String> head = new ArrayList<>(headers);
        if (key != null) {
            head.add("authorization: Bearer " + key);
        }
        String text = body.startsWith("@")
                ? Files.readString(Path.of(body.substring(1))).strip()
                : body;
        LoadPlan plan = new LoadPlan(
                url,
                Template.post(url, text, head),
                rate,
                poisson,
                duration(warmup),
                duration(duration),
                duration(timeout),
                connections,
                lanes,
                expect);
        Jitter jitter = Jitter.start();
        Tally tally = Load.run(plan);
        Histogram noise = jitter.stop();
        System.out.print(TextReport.of(plan, tally, noise));
        if (report != null) {
            Files.writeString(report, PageReport.of(plan, tally, noise));
            System.out.println("report    " + report);
        }
        return tally.isClean() ? 0 : 1;
    }

    /** Reads {@code 500ms}, {@code 30s} or {@code 2m}. */
    static Duration duration(String text) {
        return Duration.parse(
                text.endsWith("ms")
                        ? "PT" + Double.parseDouble(text.substring(0, text.length() - 2)) / 1e3 + "S"
                        : "PT" + text.toUpperCase(Locale.ROOT));
    }
}
