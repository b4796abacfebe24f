package io.gavel.gateway.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Predicate;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two files of records, the present one and the one before: when the present one is full or a day old it takes the other's
 * place, so the disk they use is bounded. A record that is not whole ends its file. One thread.
 *
 * <pre>record: length of the bytes (4), CRC32C of what follows (4), seconds since 1970 (8), bytes</pre>
 */
final class AnswerFile {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerFile.class);
    private static final int HEAD = 2 * Integer.BYTES + Long.BYTES;
    private static final int CHECKED = 2 * Integer.BYTES;

    private final Path present;
    private final Path before;
    private final long mostBytes;
    private FileChannel channel;
    private long whole;
    /** Of the first record; read from the file that was read last, the present one. */
    private long sinceSeconds;

    private AnswerFile(Path folder, long mostBytes, Predicate<byte[]> heard) throws IOException {
        this.present = folder.resolve("answers");
        this.before = folder.resolve("answers.before");
        this.mostBytes = mostBytes;
        read(before, heard);
        this.whole = read(present, heard);
        this.channel = open(present);
        channel.truncate(whole);
    }

    /** Reads both files, older first, and cuts what is not whole; {@code heard} says whether a record is one. */
    static AnswerFile open(Path folder, long mostBytes, Predicate<byte[]> heard) throws IOException {
        Files.createDirectories(folder);
        return new AnswerFile(folder, mostBytes, heard);
    }

    /**
     * Writes a record, or nothing.
     *
     * @throws IOException if the disk does not take it; the next may be tried
     */
    void append(byte[] record, long nowSeconds) throws IOException {
        if (whole >= mostBytes || (whole > 0 && nowSeconds - sinceSeconds >= KeptAnswers.LIFE_SECONDS)) {
            turn();
        }
        if (whole == 0) {
            sinceSeconds = nowSeconds;
        }
        ByteBuffer bytes = ByteBuffer.allocate(HEAD + record.length)
                .putInt(record.length)
                .putInt(0)
                .putLong(nowSeconds)
                .put(record)
                .flip();
        bytes.putInt(Integer.BYTES, checksum(bytes, CHECKED, Long.BYTES + record.length));
        try {
            long at = whole;
            while (bytes.hasRemaining()) {
                at += channel.write(bytes, at);
            }
            whole = at;
        } catch (IOException e) {
            channel.truncate(whole);
            throw e;
        }
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.warn("idempotency problem=\"a file does not close\" cause=\"{}\"", e.getMessage());
        }
    }

    private void turn() throws IOException {
        if (Files.exists(present)) {
            Files.move(present, before, StandardCopyOption.REPLACE_EXISTING);
        }
        FileChannel next = open(present);
        channel.close();
        channel = next;
        whole = 0;
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /** Where the first record that is not whole begins. */
    private long read(Path file, Predicate<byte[]> heard) throws IOException {
        if (!Files.exists(file)) {
            return 0;
        }
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        while (bytes.hasRemaining()) {
            int start = bytes.position();
            byte[] record = next(bytes);
            if (record == null || !heard.test(record)) {
                LOG.warn(
                        "idempotency file={} kept={} cut={} cause=\"not whole\"",
                        file.getFileName(),
                        start,
                        bytes.capacity() - start);
                return start;
            }
            if (start == 0) {
                sinceSeconds = bytes.getLong(CHECKED);
            }
        }
        return bytes.position();
    }

    /** The next record's bytes, or null if it is not whole. */
    private static byte @Nullable [] next(ByteBuffer bytes) {
        if (bytes.remaining() < HEAD) {
            return null;
        }
        int length = bytes.getInt();
        int checksum = bytes.getInt();
        int from = bytes.position();
        bytes.getLong();
        if (length < 0 || length > bytes.remaining() || checksum(bytes, from, Long.BYTES + length) != checksum) {
            return null;
        }
        byte[] record = new byte[length];
        bytes.get(record);
        return record;
    }

    private static int checksum(ByteBuffer bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.slice(offset, length));
        return (int) crc.getValue();
    }
}
