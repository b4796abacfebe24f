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
        try (SpeechProcess process = standIn()) {
            assertEquals(new Transcript("this is one.wav", "", 2_500), process.transcribe(folder.resolve("one.wav")));
            IOException lost = assertThrows(IOException.class, () -> process.transcribe(folder.resolve("dies.wav")));
            assertTrue(String.valueOf(lost.getMessage()).contains("died"), lost.getMessage());
            assertEquals(3, process.transcribe(folder.resolve("two.wav")).words());
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

    private static SpeechProcess standIn() {
        return new SpeechProcess(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                SpeechStandIn.class.getName()));
    }
}
