package io.gavel.gateway.speech;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.vosk.LibVosk;
import org.vosk.LogLevel;
import org.vosk.Model;
import org.vosk.Recognizer;

/**
 * The process that has the model: {@code SpeechMain MODEL}. Says {@code {"ready":true}} or {@code {"error":…}} when it is loaded, then for
 * each line with a recording's path one line with its text. Ends with its input.
 */
public final class SpeechMain {
    private static final JsonFactory JSON = new JsonFactory();
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int RATE = 8_000;
    private static final int HEADER = 44;
    private static final int FRAME = 4;
    /** Frames that are handed to the recognizer at once: half a second. */
    private static final int CHUNK = RATE / 2;

    private SpeechMain() {}

    /** Loads and serves; exit 2 if the model cannot be used. */
    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try {
            LibVosk.setLogLevel(LogLevel.WARNINGS);
            Model model = new Model(arguments[0]);
            out.println("{\"ready\":true}");
            serve(model, out);
        } catch (IOException | LinkageError | RuntimeException e) {
            out.println(error(
                    Files.isDirectory(Path.of(arguments[0]))
                            ? "the model in " + arguments[0] + " cannot be used: " + e
                            : "there is no folder " + arguments[0] + " with a model"));
            System.exit(2);
        }
    }

    private static void serve(Model model, PrintStream out) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String answer;
            try {
                answer = listen(model, Path.of(line));
            } catch (IOException | RuntimeException e) {
                answer = error(e.toString());
            }
            out.println(answer);
        }
    }

    private static String listen(Model model, Path recording) throws IOException {
        try (Recognizer caller = new Recognizer(model, RATE);
                Recognizer buyer = new Recognizer(model, RATE);
                InputStream in = Files.newInputStream(recording)) {
            in.skipNBytes(HEADER);
            StringBuilder callerText = new StringBuilder();
            StringBuilder buyerText = new StringBuilder();
            long frames = 0;
            for (byte[] both = in.readNBytes(CHUNK * FRAME);
                    both.length >= FRAME;
                    both = in.readNBytes(CHUNK * FRAME)) {
                feed(caller, both, 0, callerText);
                feed(buyer, both, 2, buyerText);
                frames += both.length / FRAME;
            }
            add(callerText, caller.getFinalResult());
            add(buyerText, buyer.getFinalResult());
            return answer(callerText.toString(), buyerText.toString(), frames * 1_000 / RATE);
        }
    }

    private static void feed(Recognizer to, byte[] both, int side, StringBuilder text) throws IOException {
        byte[] one = new byte[both.length / FRAME * 2];
        for (int i = 0; i < one.length; i += 2) {
            one[i] = both[i * 2 + side];
            one[i + 1] = both[i * 2 + side + 1];
        }
        if (to.acceptWaveForm(one, one.length)) {
            add(text, to.getResult());
        }
    }

    /** The text of what a recognizer says, behind what is there. */
    private static void add(StringBuilder text, String result) throws IOException {
        String heard = MAPPER.readTree(result).path("text").asText().strip();
        if (!heard.isEmpty()) {
            text.append(text.isEmpty() ? "" : " ").append(heard);
        }
    }

    private static String answer(String caller, String buyer, long millis) throws IOException {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("caller", caller);
            json.writeStringField("buyer", buyer);
            json.writeNumberField("millis", millis);
            json.writeEndObject();
        }
        return out.toString();
    }

    private static String error(String problem) throws IOException {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("error", problem);
            json.writeEndObject();
        }
        return out.toString();
    }
}
