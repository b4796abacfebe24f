package io.gavel.gateway.vault;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the full data of leads is kept: encrypted under a key for each lead, until it is erased.
 *
 * <p>{@link #store} and {@link #erase} queue and answer through a {@link Receipt}, so an event loop never waits for a disk.
 * {@link #read} reads the file there and then: a lead just stored comes from the page cache, an old one may touch the disk.
 * Any thread.
 */
public final class Vault implements Closeable {
    /** The most that one lead may take, in bytes. */
    public static final int MAXIMUM_BYTES = 1 << 20;

    /** ASCII's record separator: JSON has none but in its escaped form. */
    private static final byte BETWEEN = 0x1e;

    private static final Logger LOG = LoggerFactory.getLogger(Vault.class);

    private final FileChannel lock;
    private final MasterKey master;
    private final KeyTable keys;
    private final Records records;
    private final VaultWriter writer;
    private final PersonHash persons;
    private final Secrets secrets;

    private Vault(
            FileChannel lock,
            MasterKey master,
            KeyTable keys,
            Records records,
            VaultWriter writer,
            byte[] instanceKey) {
        this.lock = lock;
        this.master = master;
        this.keys = keys;
        this.records = records;
        this.writer = writer;
        this.persons = new PersonHash(instanceKey);
        this.secrets = new Secrets(instanceKey);
    }

    /**
     * Opens the vault of a directory, makes it if there is none, and cuts what a crash left half written.
     *
     * @throws IOException if the directory cannot be used, or was made with another master key
     */
    public static Vault open(Path directory, MasterKey master, VaultSettings settings, InstantSource clock)
            throws IOException {
        Files.createDirectories(directory);
        FileChannel lock = lock(directory.resolve("lock"));
        try {
            byte[] instanceKey = Header.instanceKey(directory.resolve("header"), master);
            KeyTable keys = new KeyTable(directory.resolve("keys"));
            Records records = new Records(directory, settings.segmentBytes());
            recover(keys, records);
            VaultWriter writer = new VaultWriter(master, keys, records, settings, clock);
            writer.start();
            return new Vault(lock, master, keys, records, writer, instanceKey);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** The keyed hashes of persons of this instance. */
    public PersonHash persons() {
        return persons;
    }

    /** The secrets of this instance that outgoing messages are signed with. */
    public Secrets secrets() {
        return secrets;
    }

    /**
     * Encrypts and queues a lead's data; the receipt brings its leadRef.
     *
     * @return false if the queue is full (answer 503); the receipt is then not called
     * @throws IllegalArgumentException if the data is empty or above {@link #MAXIMUM_BYTES}
     */
    public boolean store(byte[] plain, Receipt receipt) {
        if (plain.length == 0 || plain.length > MAXIMUM_BYTES) {
            throw new IllegalArgumentException("a lead has 1 to " + MAXIMUM_BYTES + " bytes, not " + plain.length);
        }
        byte[] key = Envelope.newKey();
        return writer.offer(new VaultWriter.Store(key, Envelope.seal(key, 0, plain), receipt));
    }

    /** An entry of two parts, erased as one: what {@link #read} gives, and what {@link #origin} gives; both JSON. */
    public static byte[] entry(byte[] data, byte[] origin) {
        byte[] entry = Arrays.copyOf(data, data.length + 1 + origin.length);
        entry[data.length] = BETWEEN;
        System.arraycopy(origin, 0, entry, data.length + 1, origin.length);
        return entry;
    }

    /** The other part of an {@link #entry}: where a lead came from; null if there is none. */
    public byte @Nullable [] origin(long leadRef) throws IOException {
        byte[] entry = open(leadRef);
        return entry == null ? null : origin(entry);
    }

    /** The same of an entry that is there. */
    public static byte @Nullable [] origin(byte[] entry) {
        int end = end(entry);
        return end == entry.length ? null : Arrays.copyOfRange(entry, end + 1, entry.length);
    }

    /**
     * The data of a lead, or null if there is none: never stored, erased, or lost with the power.
     *
     * @throws IOException if the disk fails, or the data was tampered with
     */
    public byte @Nullable [] read(long leadRef) throws IOException {
        byte[] entry = open(leadRef);
        int end = entry == null ? 0 : end(entry);
        return entry == null || end == entry.length ? entry : Arrays.copyOf(entry, end);
    }

    private static int end(byte[] entry) {
        int at = 0;
        while (at < entry.length && entry[at] != BETWEEN) {
            at++;
        }
        return at;
    }

    private byte @Nullable [] open(long leadRef) throws IOException {
        Slot slot = keys.find(leadRef);
        if (slot == null || !slot.isWhole()) {
            return null;
        }
        byte[] sealed = records.read(slot.segment(), slot.offset(), slot.length(), leadRef);
        if (sealed == null) {
            return null;
        }
        try {
            byte[] key = Envelope.open(master.bytes(), leadRef, slot.sealedKey());
            return Envelope.open(key, 0, sealed);
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    "the vault's entry " + Long.toHexString(leadRef) + " does not open: changed on disk?");
        }
    }

    /**
     * Makes a lead's data unreadable for ever, on every copy of the segments. Erasing what is not there is done at once.
     *
     * @return false if the queue is full; the receipt is then not called
     */
    public boolean erase(long leadRef, Receipt receipt) {
        return writer.offer(new VaultWriter.Erase(leadRef, receipt));
    }

    /**
     * Shows every entry that is there, oldest first, until {@code visitor} says that it has seen enough. Beside stores and erasures;
     * takes long.
     */
    public void visit(Visitor visitor) throws IOException {
        for (int i = 0; i < keys.count(); i++) {
            Slot slot = keys.at(i);
            if (slot.isWhole() && !visitor.entry(slot.ref(), open(slot.ref()))) {
                return;
            }
        }
    }

    /** Who looks at all entries. */
    public interface Visitor {
        /** One entry with all of its parts, null if it was erased meanwhile; false: enough. */
        boolean entry(long leadRef, byte @Nullable [] plain);
    }

    /** Notes that a lead refers to this entry; entries without are erased after {@link VaultSettings#orphanAge}. */
    public void keep(long leadRef) throws IOException {
        writer.keep(leadRef);
    }

    /** Puts on the disk what {@link #keep} noted. */
    void forceMarks() throws IOException {
        keys.force();
    }

    /** Figures for metrics. */
    public VaultFigures figures() {
        return writer.figures();
    }

    /** Writes what is queued, forces it and closes the files. */
    @Override
    public void close() throws IOException {
        writer.stop(Duration.ofSeconds(30));
        keys.force();
        records.force();
        keys.close();
        records.close();
        lock.close();
    }

    @Override
    public String toString() {
        return "Vault[" + keys.count() + " entries]";
    }

    /** Held while the vault is open: two processes on one vault would cut each other's entries. */
    private static FileChannel lock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean locked = false;
        try {
            locked = channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // by this very process: no better
        }
        if (!locked) {
            channel.close();
            throw new IOException("the vault of " + file.getParent() + " is in use by another process");
        }
        return channel;
    }

    /** Goes back from the end to the last lead that is whole; an erased one tells where it was. */
    private static void recover(KeyTable keys, Records records) throws IOException {
        int count = keys.count();
        int last = count;
        while (last > 0) {
            Slot slot = keys.at(last - 1);
            if (counts(slot, records)) {
                break;
            }
            last--;
        }
        if (last < count) {
            LOG.warn("vault cut={} cause=\"entries half written when the process ended\"", count - last);
        }
        keys.cut(last);
        if (last == 0) {
            records.resume(1, 0);
        } else {
            Slot slot = keys.at(last - 1);
            records.resume(slot.segment(), slot.offset() + Records.HEAD_BYTES + slot.length());
        }
    }

    private static boolean counts(Slot slot, Records records) throws IOException {
        if (slot.isErased()) {
            return slot.ref() != 0;
        }
        return slot.isWhole() && records.read(slot.segment(), slot.offset(), slot.length(), slot.ref()) != null;
    }
}
