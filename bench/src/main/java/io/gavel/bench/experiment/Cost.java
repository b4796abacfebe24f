package io.gavel.bench.experiment;

import io.gavel.bench.load.Load;
import io.gavel.bench.load.LoadPlan;
import io.gavel.bench.load.Tally;
import io.gavel.bench.load.Template;
import io.gavel.bench.load.TextReport;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * What a request costs a server.
 *
 * @param cpuMicros      CPU time of its process but its JIT compilers', per request
 * @param compilerMicros CPU time of its JIT compilers, per request: goes to zero while it runs
 * @param allocatedBytes what its threads allocated, per request
 * @param perSecond      requests that were answered, in wall time
 */
record Cost(double cpuMicros, double compilerMicros, double allocatedBytes, double perSecond) {

    private static final int CONNECTIONS = 32;

    /** Loads a server for a while, as fast as it answers. */
    static Cost measure(ServerProcess server, String path, String body, String expect, Duration time)
            throws IOException {
        URI url = server.uri(path);
        Template requests = Template.post(url, body, List.of("authorization: Bearer " + BenchMarket.SELLER_KEY));
        LoadPlan plan = LoadPlan.closed(url, requests, CONNECTIONS, time)
                .warmedUpFor(Duration.ZERO)
                .expecting(expect);
        long allocated = server.allocated();
        Duration compilers = server.compilerCpu();
        Duration cpu = server.cpu();
        Tally tally = Load.run(plan);
        cpu = server.cpu().minus(cpu);
        compilers = server.compilerCpu().minus(compilers);
        allocated = server.allocated() - allocated;
        if (!tally.isClean() || tally.expected() < tally.answers() * 99 / 100) {
            throw new IOException(
                    "not the answers to be measured: " + tally.statuses() + ", " + tally.expected() + " of "
                            + tally.answers() + " with " + expect + ", " + tally.timeouts() + " late\n" + server.log());
        }
        return new Cost(
                cpu.minus(compilers).toNanos() / 1e3 / tally.answers(),
                compilers.toNanos() / 1e3 / tally.answers(),
                (double) allocated / tally.answers(),
                TextReport.perSecond(plan, tally));
    }
}
