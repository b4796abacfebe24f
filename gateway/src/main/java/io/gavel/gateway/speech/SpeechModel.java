package io.gavel.gateway.speech;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a folder looks like a model of Vosk's: what is missing is said before anything is loaded. Any thread. */
public final class SpeechModel {
    /** The acoustic model, in the layout of now and in the old one. */
    private static final List<String> ACOUSTIC = List.of("am/final.mdl", "final.mdl");

    /** The words: one graph, or the two halves of it. */
    private static final List<String> GRAPHS = List.of("graph/HCLG.fst", "HCLG.fst", "graph/HCLr.fst", "HCLr.fst");

    private SpeechModel() {}

    /** What is wrong with it; null: nothing that can be seen from outside. */
    public static @Nullable String problem(Path folder) {
        if (!Files.isDirectory(folder)) {
            return "there is no folder " + folder;
        }
        if (!has(folder, ACOUSTIC)) {
            return folder + " is no model of Vosk's: it has no am/final.mdl";
        }
        if (!has(folder, GRAPHS)) {
            return folder + " is no model of Vosk's: it has neither graph/HCLG.fst nor graph/HCLr.fst";
        }
        return null;
    }

    private static boolean has(Path folder, List<String> names) {
        return names.stream().anyMatch(name -> Files.isRegularFile(folder.resolve(name)));
    }
}
