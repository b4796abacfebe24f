package io.gavel.gateway.vault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;

/** The file {@code header}: eight bytes that say what this is, then the instance's own key, sealed by the master key. */
final class Header {
    private static final long MAGIC = 0x676176656c763031L; // "gavelv01"

    private Header() {}

    /**
     * The instance's own key, of persons' hashes and of secrets: what the file holds, or a new one.
     *
     * @throws IOException if the file is not a header, or another master key sealed it
     */
    static byte[] instanceKey(Path file, MasterKey master) throws IOException {
        if (!Files.exists(file)) {
            write(file, Envelope.seal(master.bytes(), MAGIC, Envelope.newKey()));
        }
        ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(file));
        if (content.remaining() != Long.BYTES + Envelope.KEY_BYTES + Envelope.OVERHEAD || content.getLong() != MAGIC) {
            throw new IOException(file + " is not the header of a vault");
        }
        byte[] sealed = new byte[content.remaining()];
        content.get(sealed);
        try {
            return Envelope.open(master.bytes(), MAGIC, sealed);
        } catch (GeneralSecurityException e) {
            throw new IOException("the vault of " + file.getParent() + " was made with another vault.key");
        }
    }

    private static void write(Path file, byte[] sealed) throws IOException {
        Path made = file.resolveSibling("header.new");
        try (FileChannel channel = FileChannel.open(
                made, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(Long.BYTES + sealed.length)
                    .putLong(MAGIC)
                    .put(sealed)
                    .flip());
            channel.force(true);
        }
        Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
