package io.gavel.gateway.media.audio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The prompts of a folder, by file name ({@code welcome.wav}), read once at the start. Immutable. */
public final class Prompts {
    private final Map<String, Prompt> byName;
    private final List<String> problems;

    private Prompts(Map<String, Prompt> byName, List<String> problems) {
        this.byName = Map.copyOf(byName);
        this.problems = List.copyOf(problems);
    }

    /** No prompts at all. */
    public static Prompts none() {
        return new Prompts(Map.of(), List.of());
    }

    /** Reads every {@code *.wav} in the folder; blocks. A folder that is not there holds none. */
    public static Prompts in(Path folder) throws IOException {
        Map<String, Prompt> prompts = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        for (Path file : files(folder)) {
            try {
                prompts.put(file.getFileName().toString(), Prompt.of(WavReader.read(file)));
            } catch (IOException e) {
                problems.add(String.valueOf(e.getMessage()));
            }
        }
        return new Prompts(prompts, problems);
    }

    /** Null if there is none of this name. */
    public @Nullable Prompt get(String name) {
        return byName.get(name);
    }

    /** What could not be read, a sentence each. */
    public List<String> problems() {
        return problems;
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".wav"))
                    .sorted()
                    .toList();
        }
    }
}
