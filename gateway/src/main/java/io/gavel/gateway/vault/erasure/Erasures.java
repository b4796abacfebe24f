package io.gavel.gateway.vault.erasure;

import io.gavel.gateway.vault.LeadText;
import io.gavel.gateway.vault.PersonHash;
import io.gavel.gateway.vault.Receipt;
import io.gavel.gateway.vault.Vault;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The door: takes requests, works them off one after the other, keeps the certificates. Any thread. */
public final class Erasures implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Erasures.class);
    private static final int QUEUE = 100;
    private static final int LISTED = 100;
    private static final int STRIDE = 256;
    private static final long RECEIPT_SECONDS = 30;
    private static final SecureRandom CHANCE = new SecureRandom();

    private final Vault vault;
    private final Vault visits;
    private final Traces traces;
    private final RequestFile files;
    private final InstantSource clock;
    private final byte[] key;
    private final ThreadPoolExecutor thread =
            new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(QUEUE), work -> {
                Thread made = new Thread(work, "erasure");
                made.setDaemon(true);
                return made;
            });
    private volatile boolean closed;

    private Erasures(Vault vault, Vault visits, Traces traces, RequestFile files, InstantSource clock) {
        this.vault = vault;
        this.visits = visits;
        this.traces = traces;
        this.files = files;
        this.clock = clock;
        this.key = vault.secrets().ofCertificates();
        thread.allowCoreThreadTimeOut(true);
    }

    /** {@code folder}: of requests and certificates. Those that were cut short go on when {@link #resume} is called. */
    public static Erasures open(Vault vault, Vault visits, Traces traces, Path folder, InstantSource clock)
            throws IOException {
        return new Erasures(
                vault, visits, traces, new RequestFile(folder, vault.secrets().ofErasures()), clock);
    }

    /** Goes on with what an earlier process did not end. */
    public void resume() {
        try {
            files.open().forEach(asked -> thread.execute(() -> attempt(asked)));
        } catch (IOException | RuntimeException e) {
            LOG.error("erasure cannot_resume=\"{}\"", e.toString());
        }
    }

    /**
     * Writes a request down and begins.
     *
     * @return its id
     * @throws RejectedExecutionException if too many wait
     */
    String ask(Person person, String by) throws IOException {
        Instant now = clock.instant();
        byte[] chance = new byte[4];
        CHANCE.nextBytes(chance);
        String id = String.format(
                java.util.Locale.ROOT,
                "%013x%s",
                now.toEpochMilli(),
                java.util.HexFormat.of().formatHex(chance));
        RequestFile.Asked asked = new RequestFile.Asked(id, person, now, by);
        if (thread.getQueue().remainingCapacity() == 0) {
            throw new RejectedExecutionException("too many erasures wait");
        }
        files.write(asked);
        thread.execute(() -> attempt(asked));
        return id;
    }

    /** Null if it is not done (yet). */
    byte @Nullable [] certificate(String id) throws IOException {
        return files.certificate(id);
    }

    boolean isAsked(String id) {
        return files.isAsked(id);
    }

    /** The newest first. */
    List<String> certified() throws IOException {
        return files.certified(LISTED);
    }

    PersonHash persons() {
        return vault.persons();
    }

    private void attempt(RequestFile.Asked asked) {
        try {
            erase(asked);
        } catch (Exception e) {
            LOG.error("erasure id={} problem=\"{}\" next=\"the next start goes on with it\"", asked.id(), e.toString());
        }
    }

    private void erase(RequestFile.Asked asked) throws Exception {
        Search search = new Search(asked.person());
        vault.visit(search);
        Search toldByVisits = new Search(asked.person());
        visits.visit(toldByVisits);
        if (closed) {
            return;
        }
        search.visits.addAll(toldByVisits.found);
        Traces.Found found = traces.erase(search.found, search.visits);
        for (long reference : search.found) {
            erase(reference);
        }
        Certificate certificate = new Certificate(
                asked.id(),
                asked.at(),
                asked.by(),
                clock.instant(),
                asked.person().marks(vault.persons()),
                search.searched + toldByVisits.searched,
                search.unreadable + toldByVisits.unreadable,
                search.found.size(),
                found);
        files.certify(asked.id(), certificate.json(key));
        LOG.info("erasure id={} entries={} by={}", asked.id(), search.found.size(), asked.by());
    }

    private void erase(long reference) throws IOException, InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture<Long> done = new CompletableFuture<>();
        Receipt receipt = Receipt.completing(done);
        while (!vault.erase(reference, receipt)) {
            if (closed) {
                throw new IOException("the vault closes");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        done.get(RECEIPT_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        closed = true;
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(RECEIPT_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("erasure problem=\"does not end\"");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Looks through all entries, at most half of the time. */
    private final class Search implements Vault.Visitor {
        private final Person person;
        private final Set<Long> found = new TreeSet<>();
        /** That the found leads name. */
        private final Set<Long> visits = new TreeSet<>();

        private long searched;
        private long unreadable;
        private long began = System.nanoTime();

        Search(Person person) {
            this.person = person;
        }

        @Override
        public boolean entry(long leadRef, byte @Nullable [] plain) {
            searched++;
            if (plain == null) {
                unreadable++;
            } else if (person.isIn(plain)) {
                found.add(leadRef);
                addVisit(plain);
            }
            if (searched % STRIDE == 0) {
                LockSupport.parkNanos(System.nanoTime() - began);
                began = System.nanoTime();
            }
            return !closed;
        }

        private void addVisit(byte[] plain) {
            byte[] origin = Vault.origin(plain);
            try {
                long visitRef = origin == null ? 0 : LeadText.visitRef(origin);
                if (visitRef != 0) {
                    visits.add(visitRef);
                }
            } catch (IOException e) {
                LOG.warn("erasure problem=\"where a lead came from cannot be read\"");
            }
        }
    }
}
