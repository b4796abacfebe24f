package io.gavel.gateway.notify;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A log of records: a word that names its form, then length 4, CRC32C 4, content, again and again. Read at the start, added to
 * later, replaced when most of it is of the past. What is torn or flipped is cut, with all that follows. One thread.
 */
final class LetterFile implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(LetterFile.class);
    private static final long FORM = 0x6761_7665_6c6c_7431L; // "gavellt1"
    private static final int HEAD = 8;
    private static final int MOST = 1 << 22;

    /** Hears each record from the first. */
    interface Reader {
        void read(DataInputStream record) throws IOException;
    }

    /** What is in a record. */
    interface Content {
        void writeTo(DataOutputStream out) throws IOException;
    }

    private final Path path;
    private FileChannel channel;
    private long size;

    LetterFile(Path path) throws IOException {
        this.path = path;
        this.channel = open(path);
    }

    /**
     * Tells all that is whole and cuts the rest.
     *
     * @return whether the file was there before
     * @throws IOException also if the file has another form than this version's
     */
    boolean read(Reader reader) throws IOException {
        long end = channel.size();
        if (end < HEAD) {
            channel.truncate(0);
            writeForm(channel);
            size = HEAD;
            return false;
        }
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(path), 1 << 16))) {
            if (in.readLong() != FORM) {
                throw new IOException(path + " is no log of letters that this version knows");
            }
            size = HEAD;
            byte[] record = next(in, end);
            while (record != null) {
                size += HEAD + record.length;
                reader.read(new DataInputStream(new ByteArrayInputStream(record)));
                record = next(in, end);
            }
        }
        if (size < end) {
            LOG.warn("webhooks log={} cut_bytes={} problem=\"torn or damaged\"", path.getFileName(), end - size);
            channel.truncate(size);
        }
        return true;
    }

    /** Bytes in the file. */
    long size() {
        return size;
    }

    /** A record that could not be written to its end is overwritten by the next one. */
    void append(Content content) throws IOException {
        size = append(channel, size, content);
    }

    /** What was appended survives a loss of power. */
    void force() throws IOException {
        channel.force(false);
    }

    /** Replaces the file by one that holds these only; if that fails the file stays as it is. */
    void replace(List<Content> contents) throws IOException {
        Path made = path.resolveSibling(path.getFileName() + ".new");
        Files.deleteIfExists(made);
        FileChannel out = open(made);
        long end = HEAD;
        try {
            writeForm(out);
            for (Content content : contents) {
                end = append(out, end, content);
            }
            out.force(true);
            Files.move(made, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            out.close();
            Files.deleteIfExists(made);
            throw e;
        }
        channel.close();
        channel = out;
        size = end;
    }

    @Override
    public void close() throws IOException {
        channel.force(false);
        channel.close();
    }

    private byte @Nullable [] next(DataInputStream in, long end) throws IOException {
        if (end - size < HEAD) {
            return null;
        }
        int length = in.readInt();
        int crc = in.readInt();
        if (length <= 0 || length > MOST || length > end - size - HEAD) {
            return null;
        }
        byte[] record = in.readNBytes(length);
        return crc(record) == crc ? record : null;
    }

    private static void writeForm(FileChannel out) throws IOException {
        write(out, 0, ByteBuffer.allocate(HEAD).putLong(FORM).flip());
    }

    private static long append(FileChannel out, long at, Content content) throws IOException {
        byte[] bytes = bytes(content);
        ByteBuffer record = ByteBuffer.allocate(HEAD + bytes.length);
        record.putInt(bytes.length).putInt(crc(bytes)).put(bytes).flip();
        return write(out, at, record);
    }

    private static long write(FileChannel out, long from, ByteBuffer bytes) throws IOException {
        long at = from;
        while (bytes.hasRemaining()) {
            at += out.write(bytes, at);
        }
        return at;
    }

    private static byte[] bytes(Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            content.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
        return bytes.toByteArray();
    }

    private static int crc(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, bytes.length);
        return (int) crc.getValue();
    }

    private static FileChannel open(Path path) throws IOException {
        return FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }
}
