package io.gavel.bench.load;

import java.net.URI;
import java.time.Duration;

/**
 * What to do to whom.
 *
 * @param url         where; plain HTTP
 * @param requests    what is sent
 * @param rate        requests a second; 0: each connection sends again as soon as it is answered (closed loop)
 * @param poisson     whether starts are spread like chance does, rather than evenly
 * @param warmup      time before anything is counted
 * @param duration    time that is counted
 * @param timeout     an answer later than this is none
 * @param connections how many, over all lanes; each carries one request at a time
 * @param lanes       event loops
 * @param expect      what an answer has to contain to count as expected; empty: anything
 */
public record LoadPlan(
        URI url,
        Template requests,
        double rate,
        boolean poisson,
        Duration warmup,
        Duration duration,
        Duration timeout,
        int connections,
        int lanes,
        String expect) {

    /** Refuses what makes no load. */
    public LoadPlan {
        if (!"http".equals(url.getScheme()) || url.getHost() == null) {
            throw new IllegalArgumentException("only http://host[:port]/path, not " + url);
        }
        if (rate < 0 || connections < lanes || lanes < 1 || duration.toMillis() < 1) {
            throw new IllegalArgumentException("needs a rate, a connection for each lane, and time");
        }
    }

    /** As fast as answers come, over so many connections of one lane: two seconds of warm-up come with it. */
    public static LoadPlan closed(URI url, Template requests, int connections, Duration duration) {
        return new LoadPlan(
                url, requests, 0, false, Duration.ofSeconds(2), duration, Duration.ofSeconds(10), connections, 1, "");
    }

    /** At a rate, evenly. */
    public static LoadPlan open(URI url, Template requests, double rate, int connections, Duration duration) {
        return new LoadPlan(
                url,
                requests,
                rate,
                false,
                Duration.ofSeconds(2),
                duration,
                Duration.ofSeconds(10),
                connections,
                1,
                "");
    }

    /** The same with another warm-up. */
    public LoadPlan warmedUpFor(Duration time) {
        return new LoadPlan(url, requests, rate, poisson, time, duration, timeout, connections, lanes, expect);
    }

    /** The same, counting the answers that contain a text. */
    public LoadPlan expecting(String text) {
        return new LoadPlan(url, requests, rate, poisson, warmup, duration, timeout, connections, lanes, text);
    }

    int port() {
        return url.getPort() < 0 ? 80 : url.getPort();
    }
}
