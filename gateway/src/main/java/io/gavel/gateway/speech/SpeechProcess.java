package io.gavel.gateway.speech;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The model in a process of its own, started when the first recording is to be transcribed, and again after it died. One thread uses
 * it; one more reads, so that a process that hangs can be ended. It is told neither this process's secrets nor its options: it feeds
 * callers' audio to native code, and a VM with two collectors does not start.
 */
public final class SpeechProcess implements Transcriber {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long LOADING_SECONDS = 180;
    private static final long LISTENING_SECONDS = 3_600;

    private static final Set<String> OPTIONS = Set.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS");

    private final List<String> command;
    private final Map<String, String> environment;
    private final ExecutorService reader = Executors.newSingleThreadExecutor(task -> {
        Thread made = new Thread(task, "transcripts-reader");
        made.setDaemon(true);
        return made;
    });

    private @Nullable Process process;
    private @Nullable BufferedWriter to;
    private @Nullable BufferedReader from;

    /**
     * @param command with the model's folder behind it
     * @param environment of this process; what is not the model's business is kept back
     */
    SpeechProcess(List<String> command, Map<String, String> environment) {
        this.command = List.copyOf(command);
        this.environment = new HashMap<>(environment);
        this.environment.keySet().removeIf(name -> name.startsWith("GAVEL_") || OPTIONS.contains(name));
    }

    /** With the Java and the classes of this process, and its folder for what is unpacked: the root may be read-only. */
    public static SpeechProcess ofThisProgram(Path model) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return new SpeechProcess(
                List.of(
                        java.toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:-UsePerfData",
                        "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SpeechMain.class.getName(),
                        model.toAbsolutePath().toString()),
                System.getenv());
    }

    @Override
    public void load() throws IOException {
        Process running = process;
        if (running != null && running.isAlive()) {
            return;
        }
        end();
        ProcessBuilder child = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        child.environment().clear();
        child.environment().putAll(environment);
        Process begun = child.start();
        process = begun;
        to = begun.outputWriter(StandardCharsets.UTF_8);
        from = begun.inputReader(StandardCharsets.UTF_8);
        answer(LOADING_SECONDS);
    }

    @Override
    public Transcript transcribe(Path recording) throws IOException {
        load();
        BufferedWriter out = Objects.requireNonNull(to);
        try {
            out.write(recording.toAbsolutePath().toString());
            out.newLine();
            out.flush();
        } catch (IOException e) {
            end();
            throw new IOException("the process that has the model died", e);
        }
        JsonNode answer = answer(LISTENING_SECONDS);
        return new Transcript(
                answer.path("caller").asText(),
                answer.path("buyer").asText(),
                answer.path("millis").asLong());
    }

    private JsonNode answer(long seconds) throws IOException {
        BufferedReader in = Objects.requireNonNull(from);
        String line;
        try {
            line = reader.submit(in::readLine).get(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            end();
            throw new IOException("the process that has the model does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end();
            throw new IOException("interrupted", e);
        }
        if (line == null) {
            Process gone = Objects.requireNonNull(process);
            end();
            throw new IOException("the process that has the model died, status " + status(gone));
        }
        JsonNode answer = JSON.readTree(line);
        String error = answer.path("error").asText();
        if (!error.isEmpty()) {
            throw new IOException(error);
        }
        return answer;
    }

    private static String status(Process gone) {
        try {
            return gone.waitFor(1, TimeUnit.SECONDS) ? Integer.toString(gone.exitValue()) : "unknown";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "unknown";
        }
    }

    private void end() {
        Process running = process;
        process = null;
        if (running != null) {
            running.destroyForcibly();
        }
    }

    @Override
    public void close() {
        end();
        reader.shutdownNow();
    }
}
