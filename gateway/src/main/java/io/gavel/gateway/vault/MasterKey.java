package io.gavel.gateway.vault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The key that wraps every lead's key: 32 bytes, from {@code vault.key} or a file beside the data. Never printed. Any thread. */
public final class MasterKey {
    private static final Logger LOG = LoggerFactory.getLogger(MasterKey.class);
    private static final int BYTES = 32;

    private final byte[] bytes;

    private MasterKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * The key of a configuration value.
     *
     * @throws IllegalArgumentException if that is not base64 of 32 bytes; the message does not repeat it
     */
    public static MasterKey of(String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("vault.key is not base64");
        }
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("vault.key is base64 of " + bytes.length + " bytes, not of 32");
        }
        return new MasterKey(bytes);
    }

    /**
     * The key of a file; made, readable by its owner only, if there is none. Whoever has both the file and the data can read
     * the data, so this is said as a warning.
     *
     * @throws IOException if the file cannot be read or made, or does not hold a key
     */
    public static MasterKey ofFile(Path file) throws IOException {
        if (!Files.exists(file)) {
            make(file);
        }
        LOG.warn("vault key=file path={} advice=\"set vault.key and keep it apart from the data\"", file);
        try {
            return of(Files.readString(file));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " does not hold base64 of 32 bytes");
        }
    }

    byte[] bytes() {
        return bytes;
    }

    @Override
    public String toString() {
        return "MasterKey[hidden]";
    }

    private static void make(Path file) throws IOException {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        Path made = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(made);
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (FileChannel channel =
                FileChannel.open(made, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
            channel.write(ByteBuffer.wrap(Base64.getEncoder().encode(bytes)));
            channel.force(true);
        }
        Files.move(made, file);
    }
}
