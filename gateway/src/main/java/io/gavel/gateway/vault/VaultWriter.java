package io.gavel.gateway.vault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The vault's one writing thread: takes all that waits, writes it at once, hands out the receipts. It forces only where every batch is to
 * be forced ({@link Durability#BATCH}) and what is erased; else a {@link VaultFlusher} does, and nobody waits for it.
 */
final class VaultWriter {
    private static final Logger LOG = LoggerFactory.getLogger(VaultWriter.class);
    private static final int BATCH = 256;
    private static final int BATCH_BYTES = 4 << 20;
    private static final long REST_NANOS = TimeUnit.MICROSECONDS.toNanos(200);
    private static final long MILLI_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** What may be asked of the writer. */
    sealed interface Request permits Store, Erase {
        Receipt receipt();
    }

    /** A lead's sealed text and the key that it is sealed with. */
    static final class Store implements Request {
        private final byte[] key;
        private final byte[] sealed;
        private final Receipt receipt;

        Store(byte[] key, byte[] sealed, Receipt receipt) {
            this.key = key;
            this.sealed = sealed;
            this.receipt = receipt;
        }

        @Override
        public Receipt receipt() {
            return receipt;
        }
    }

    record Erase(long ref, Receipt receipt) implements Request {}

    private final MasterKey master;
    private final KeyTable keys;
    private final Records records;
    private final VaultSettings settings;
    private final InstantSource clock;
    private final Sweep sweep;
    private final ArrayBlockingQueue<Request> queue;
    private final Thread thread = new Thread(this::run, "gavel-vault");

    private final LongAdder stored = new LongAdder();
    private final LongAdder erased = new LongAdder();
    private final LongAdder failed = new LongAdder();

    private final VaultFlusher.Disk disk;
    private final VaultFlusher flusher;
    private volatile boolean stopping;
    private volatile boolean asleep;
    private boolean isBusy;
    private @Nullable IOException broken;

    VaultWriter(MasterKey master, KeyTable keys, Records records, VaultSettings settings, InstantSource clock) {
        this(master, keys, records, settings, clock, () -> {
            records.force();
            keys.force();
        });
    }

    VaultWriter(
            MasterKey master,
            KeyTable keys,
            Records records,
            VaultSettings settings,
            InstantSource clock,
            VaultFlusher.Disk disk) {
        this.master = master;
        this.keys = keys;
        this.records = records;
        this.settings = settings;
        this.clock = clock;
        this.sweep = new Sweep(keys, records, settings);
        this.queue = new ArrayBlockingQueue<>(settings.queue());
        this.disk = disk;
        this.flusher = new VaultFlusher(disk, settings.syncEvery());
    }

    void start() {
        if (settings.durability() != Durability.NONE) {
            flusher.start();
        }
        thread.setDaemon(true);
        thread.start();
    }

    boolean offer(Request request) {
        if (stopping || !queue.offer(request)) {
            return false;
        }
        if (asleep) {
            LockSupport.unpark(thread);
        }
        return true;
    }

    void keep(long ref) throws IOException {
        Slot slot = keys.find(ref);
        if (slot != null && !slot.isKept()) {
            keys.keep((int) ref - 1);
            flusher.written();
        }
    }

    void stop(Duration patience) {
        stopping = true;
        try {
            thread.join(patience.toMillis());
            flusher.stop(patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    VaultFigures figures() {
        return new VaultFigures(
                stored.sum(), erased.sum(), sweep.orphans(), sweep.retired(), failed.sum(), queue.size());
    }

    private void run() {
        List<Request> batch = new ArrayList<>(BATCH);
        while (!stopping || !queue.isEmpty()) {
            Request first = next();
            if (first == null) {
                idle();
                continue;
            }
            batch.add(first);
            queue.drainTo(batch, BATCH - 1);
            takeStores(batch);
            takeErasures(batch);
            batch.clear();
        }
    }

    /** What waits. A busy writer looks again after a short rest, so that it is not woken for every entry; null: nothing for a while. */
    private @Nullable Request next() {
        Request first = queue.poll();
        if (first == null && isBusy) {
            LockSupport.parkNanos(REST_NANOS);
            first = queue.poll();
        }
        if (first == null) {
            asleep = true;
            first = queue.poll();
            if (first == null) {
                LockSupport.parkNanos(Math.max(MILLI_NANOS, settings.syncEvery().toNanos()));
                first = queue.poll();
            }
            asleep = false;
        }
        isBusy = first != null;
        return first;
    }

    /** Nothing waits: a moment for housekeeping. */
    private void idle() {
        try {
            sweep.step(clock.instant().getEpochSecond());
        } catch (IOException e) {
            LOG.error("vault problem=\"cannot sweep\" cause=\"{}\"", e.getMessage());
        }
    }

    private void takeStores(List<Request> batch) {
        List<Store> group = new ArrayList<>(batch.size());
        int bytes = 0;
        for (Request request : batch) {
            if (request instanceof Store store) {
                int length = Records.encodedLength(store.sealed);
                if (bytes + length > BATCH_BYTES) {
                    write(group, bytes);
                    group.clear();
                    bytes = 0;
                }
                group.add(store);
                bytes += length;
            }
        }
        if (!group.isEmpty()) {
            write(group, bytes);
        }
    }

    private void write(List<Store> group, int bytes) {
        long[] refs = new long[group.size()];
        try {
            append(group, bytes, refs);
        } catch (IOException e) {
            LOG.error("vault problem=\"cannot store\" leads={} cause=\"{}\"", group.size(), e.getMessage());
            failed.add(group.size());
            for (Store store : group) {
                answer(store, 0, e);
            }
            return;
        }
        stored.add(group.size());
        for (int i = 0; i < refs.length; i++) {
            answer(group.get(i), refs[i], null);
        }
    }

    private void append(List<Store> group, int bytes, long[] refs) throws IOException {
        IOException failure = broken != null ? broken : flusher.broken();
        if (failure != null) {
            throw failure;
        }
        records.room(bytes);
        long now = clock.instant().getEpochSecond();
        ByteBuffer encoded = ByteBuffer.allocate(bytes);
        ByteBuffer slots = ByteBuffer.allocate(group.size() * Slot.BYTES);
        Slot slot = new Slot();
        for (int i = 0; i < refs.length; i++) {
            Store store = group.get(i);
            refs[i] = KeyTable.newRef(keys.count() + i);
            byte[] sealedKey = Envelope.seal(master.bytes(), refs[i], store.key);
            slot.set(
                    refs[i],
                    now,
                    records.segment(),
                    records.end() + encoded.position(),
                    store.sealed.length,
                    sealedKey);
            Records.encode(encoded, refs[i], store.sealed);
            slots.put(slot.bytes());
        }
        records.write(encoded.flip());
        keys.write(slots.flip());
        if (settings.durability() == Durability.BATCH) {
            force();
        }
        records.added(bytes);
        keys.added(keys.count() + group.size());
        if (settings.durability() == Durability.INTERVAL) {
            flusher.written();
        }
    }

    private void takeErasures(List<Request> batch) {
        List<Erase> done = new ArrayList<>();
        for (Request request : batch) {
            if (request instanceof Erase erase) {
                done.add(erase);
            }
        }
        if (done.isEmpty()) {
            return;
        }
        try {
            for (Erase erase : done) {
                if (keys.find(erase.ref()) != null) {
                    keys.erase((int) erase.ref() - 1);
                }
            }
            keys.force();
            IOException elsewhere =
                    flusher.broken(); // the kernel tells of a failed write once, perhaps the other thread
            if (elsewhere != null) {
                throw elsewhere;
            }
        } catch (IOException e) {
            failed.add(done.size());
            LOG.error("vault problem=\"cannot erase\" cause=\"{}\"", e.getMessage());
            for (Erase erase : done) {
                answer(erase, 0, e);
            }
            return;
        }
        erased.add(done.size());
        for (Erase erase : done) {
            answer(erase, erase.ref(), null);
        }
    }

    /** A receipt that throws must not end the vault. */
    private static void answer(Request request, long ref, @Nullable IOException failure) {
        try {
            if (failure == null) {
                request.receipt().done(ref);
            } else {
                request.receipt().failed(failure);
            }
        } catch (RuntimeException e) {
            LOG.error("vault problem=\"a receipt threw\"", e);
        }
    }

    /** After a failed force nobody knows what is on the disk (the kernel forgets the pages): refuse all from then on. */
    private void force() throws IOException {
        try {
            disk.force();
        } catch (IOException e) {
            broken = e;
            throw e;
        }
    }
}
