package io.gavel.view;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * The file of the cube (sources and blocks, appended; a block replaces earlier ones of the same minutes) and of costs. Each record is (length,
 * CRC32C, kind, payload); what follows the last whole record is cut off, for it was written when the process or the machine
 * died. One thread.
 */
final class CubeLog implements AutoCloseable {
    private static final byte VERSION = 1;
    private static final byte SOURCE = 1;
    private static final byte BLOCK = 2;
    private static final byte OTHER = 3;
    private static final int HEADER = 8;
    private static final int MOST = 256 << 20;

    private final Path file;
    private FileChannel channel;

    private CubeLog(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Opens the file, or makes it, and tells {@code heard} what is in it. */
    static CubeLog open(Path file, Heard heard) {
        try {
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            long end = read(channel, heard);
            channel.truncate(end);
            channel.position(end);
            return new CubeLog(file, channel);
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    private static long read(FileChannel channel, Heard heard) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
        long at = 0;
        while (at + HEADER <= channel.size()) {
            header.clear();
            channel.read(header, at);
            int length = header.getInt(0);
            if (length < 2 || length > MOST || at + HEADER + length > channel.size()) {
                break;
            }
            ByteBuffer payload = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
            while (payload.hasRemaining() && channel.read(payload, at + HEADER + payload.position()) > 0) {}
            if (payload.hasRemaining() || crc(payload.flip()) != header.getInt(4)) {
                break;
            }
            tell(payload.rewind(), heard);
            at += HEADER + length;
        }
        return at;
    }

    private static void tell(ByteBuffer payload, Heard heard) {
        byte version = payload.get();
        if (version != VERSION) {
            throw new IllegalStateException("a record of version " + version + " in the cube's file");
        }
        byte kind = payload.get();
        if (kind == SOURCE) {
            int source = payload.getInt();
            heard.source(source, StandardCharsets.UTF_8.decode(payload).toString());
        } else if (kind == OTHER) {
            heard.other(payload);
        } else {
            long minute = payload.getLong();
            int span = payload.getInt();
            long stamp = payload.getLong();
            int rows = payload.getInt();
            byte[] packed = new byte[payload.remaining()];
            payload.get(packed);
            heard.block(new Block(minute, span, stamp, rows, new Block.Packed(packed)));
        }
    }

    void source(int source, String name) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        append(record(SOURCE, 4 + text.length).putInt(source).put(text));
    }

    /** A record of somebody else's, as it is. */
    void other(byte[] bytes) {
        append(record(OTHER, bytes.length).put(bytes));
    }

    void block(Block block) {
        byte[] packed = block.packed().bytes();
        append(record(BLOCK, 24 + packed.length)
                .putLong(block.minute())
                .putInt(block.span())
                .putLong(block.stamp())
                .putInt(block.rows())
                .put(packed));
    }

    private static ByteBuffer record(byte kind, int payload) {
        return ByteBuffer.allocate(HEADER + 2 + payload)
                .order(ByteOrder.LITTLE_ENDIAN)
                .position(HEADER)
                .put(VERSION)
                .put(kind);
    }

    private void append(ByteBuffer record) {
        record.flip();
        int length = record.remaining() - HEADER;
        record.putInt(0, length).putInt(4, crc(record.slice(HEADER, length)));
        try {
            while (record.hasRemaining()) {
                channel.write(record);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    private static int crc(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    long bytes() {
        try {
            return channel.position();
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    /** Writes the file anew: {@code content} says all that is still true. */
    void rewrite(Content content) {
        Path copy = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(copy);
            try (CubeLog written = open(copy, Heard.NOBODY)) {
                content.writeTo(written);
            }
            channel.close();
            Files.move(copy, file, StandardCopyOption.ATOMIC_MOVE);
            channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
            channel.position(channel.size());
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    @Override
    public void close() {
        try (FileChannel closing = channel) {
            closing.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    /** Hears what a file says, in order. */
    interface Heard {
        Heard NOBODY = new Heard() {
            @Override
            public void source(int source, String name) {}

            @Override
            public void block(Block block) {}
        };

        void source(int source, String name);

        void block(Block block);

        /** The bytes of {@link CubeLog#other}. */
        default void other(ByteBuffer record) {}
    }

    /** Says what a file is to hold. */
    interface Content {
        void writeTo(CubeLog log);
    }
}
