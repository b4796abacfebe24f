package io.gavel.gateway.vault.erasure;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.gavel.gateway.vault.Seal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Requests and certificates on the disk: a request is sealed and goes when its certificate is there. Any thread. */
final class RequestFile {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final String REQUEST = ".request";
    private static final String CERTIFICATE = ".json";

    private final Path folder;
    private final Seal seal;

    RequestFile(Path folder, Seal seal) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.seal = seal;
    }

    /** One request. */
    record Asked(String id, Person person, Instant at, String by) {}

    void write(Asked asked) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("phone", asked.person.phone());
            json.writeStringField("email", asked.person.email());
            json.writeStringField("at", asked.at.toString());
            json.writeStringField("by", asked.by);
            json.writeEndObject();
        }
        put(asked.id + REQUEST, seal.seal(out.toByteArray()));
    }

    /** Those that have no certificate yet, oldest first. */
    List<Asked> open() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(REQUEST))
                    .map(name -> name.substring(0, name.length() - REQUEST.length()))
                    .sorted()
                    .map(this::read)
                    .toList();
        }
    }

    private Asked read(String id) {
        String phone = null;
        String email = null;
        String at = "";
        String by = "";
        try (JsonParser json = FACTORY.createParser(seal.open(Files.readAllBytes(folder.resolve(id + REQUEST))))) {
            json.nextToken();
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                String value = json.nextTextValue();
                switch (name) {
                    case "phone" -> phone = value;
                    case "email" -> email = value;
                    case "at" -> at = value == null ? "" : value;
                    default -> by = value == null ? "" : value;
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return new Asked(id, new Person(phone, email), Instant.parse(at), by);
    }

    void certify(String id, byte[] certificate) throws IOException {
        put(id + CERTIFICATE, certificate);
        Files.deleteIfExists(folder.resolve(id + REQUEST));
    }

    /** Null if it is not done, or nobody asked. */
    byte @Nullable [] certificate(String id) throws IOException {
        try {
            return Files.readAllBytes(folder.resolve(id + CERTIFICATE));
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    boolean isAsked(String id) {
        return Files.exists(folder.resolve(id + REQUEST));
    }

    /** The newest first. */
    List<String> certified(int most) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(CERTIFICATE))
                    .map(name -> name.substring(0, name.length() - CERTIFICATE.length()))
                    .sorted(Comparator.reverseOrder())
                    .limit(most)
                    .toList();
        }
    }

    private void put(String name, byte[] bytes) throws IOException {
        Path made = folder.resolve(name + ".new");
        try (FileChannel channel = FileChannel.open(
                made, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        }
        Files.move(made, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
