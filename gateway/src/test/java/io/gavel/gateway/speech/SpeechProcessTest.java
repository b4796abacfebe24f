package io.gavel.gateway.speech;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.gateway.speech.Transcriber.Transcript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A model in a process of its own: what goes wrong there is a sentence here. */
@Timeout(120)
class SpeechProcessTest {
    @TempDir
    private Path folder;

    /** The real thing: Vosk's library is loaded, and says no. */
    @Test
    void aFolderThatIsNoModelIsRefusedWithAReason() throws IOException {
        Files.createDirectories(folder.resolve("am"));
        Files.writeString(folder.resolve("am/final.mdl"), "no model");
        try (SpeechProcess process = SpeechProcess.ofThisProgram(folder)) {
            IOException refusal = assertThrows(IOException.class, process::load);
            assertTrue(String.valueOf(refusal.getMessage()).contains("Failed to create a model"), refusal.getMessage());
        }
    }

    @Test
    void oneThatDiesCostsOneRecordingAndIsStartedAgain() throws IOException {
        try (SpeechProcess process = standIn(System.getenv())) {
            assertEquals(new Transcript("this is one.wav", "", 2_500), process.transcribe(folder.resolve("one.wav")));
            IOException lost = assertThrows(IOException.class, () -> process.transcribe(folder.resolve("dies.wav")));
            assertTrue(String.valueOf(lost.getMessage()).contains("died"), lost.getMessage());
            assertEquals(3, process.transcribe(folder.resolve("two.wav")).words());
        }
    }

    /** Both shipped deployments set a collector; the model's process has another. */
    @Test
    void itHearsNeitherTheSecretsNorTheOptionsOfThisProcess() throws IOException {
        Map<String, String> environment = Map.of(
                "GAVEL_VAULT_KEY",
                "secret",
                "GAVEL_OPERATOR_KEY",
                "secret",
                "JDK_JAVA_OPTIONS",
                "-XX:+UseZGC",
                "JAVA_TOOL_OPTIONS",
                "-XX:+UseZGC",
                "_JAVA_OPTIONS",
                "-XX:+UseZGC",
                "TZ",
                "UTC");
        try (SpeechProcess process = standIn(environment)) {
            assertEquals(
                    "TZ", process.transcribe(folder.resolve("environment.wav")).caller());
        }
    }

    @Test
    void whatIsMissingIsSaidBeforeAnythingIsLoaded() throws IOException {
        assertTrue(String.valueOf(SpeechModel.problem(folder.resolve("none"))).contains("there is no folder"));
        assertTrue(String.valueOf(SpeechModel.problem(folder)).contains("no am/final.mdl"));
        Files.createDirectories(folder.resolve("am"));
        Files.createDirectories(folder.resolve("graph"));
        Files.createFile(folder.resolve("am/final.mdl"));
        assertTrue(String.valueOf(SpeechModel.problem(folder)).contains("graph/HCLG.fst"));
        Files.createFile(folder.resolve("graph/HCLr.fst"));
        assertNull(SpeechModel.problem(folder));
    }

    private static SpeechProcess standIn(Map<String, String> environment) {
        return new SpeechProcess(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SpeechStandIn.class.getName()),
                environment);
    }
}
