package io.gavel.gateway.account;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.NodeReader;
import io.gavel.gateway.config.NodeWriter;
import io.gavel.gateway.config.Problems;
import io.gavel.gateway.vault.Seal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A document that is read and written as a whole: sealed, only its owner's to read, and after a crash either the old one or the
 * new one. One thread at a time; not an event loop.
 */
public final class SealedFile {
    private final Path file;
    private final Seal seal;

    public SealedFile(Path file, Seal seal) {
        this.file = file;
        this.seal = seal;
    }

    /**
     * The document; an empty map if there is none yet.
     *
     * @throws IOException if it cannot be read, is damaged, or was sealed under another key
     */
    public Node read() throws IOException {
        if (!Files.exists(file)) {
            return Node.EMPTY_MAP;
        }
        try {
            String text = new String(seal.open(Files.readAllBytes(file)), StandardCharsets.UTF_8);
            Problems problems = new Problems();
            Node document = NodeReader.json(text, problems);
            if (problems.isEmpty() && document.isMap()) {
                return document;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new IOException(file + " is damaged, or was sealed under another vault key");
    }

    /** Puts another document in its place; on disk when this returns. */
    public void write(Node document) throws IOException {
        byte[] sealed = seal.seal(NodeWriter.json(document).getBytes(StandardCharsets.UTF_8));
        Path made = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(made);
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (FileChannel channel =
                FileChannel.open(made, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
            ByteBuffer bytes = ByteBuffer.wrap(sealed);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
