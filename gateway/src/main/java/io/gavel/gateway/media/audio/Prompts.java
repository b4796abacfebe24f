package io.gavel.gateway.media.audio;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Prompts by file name ({@code welcome.wav}): those that come with the program, and a folder's. Read once. Immutable. */
public final class Prompts {
    /** One of them; the others are beside it. */
    private static final String PACKAGED = "/prompts/welcome.wav";

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
        read(folder, prompts, problems);
        return new Prompts(prompts, problems);
    }

    /** The same beside those that come with the program; of two with one name the folder's. Blocks. */
    public static Prompts packagedAndIn(Path folder) throws IOException {
        Map<String, Prompt> prompts = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        URL one = Prompts.class.getResource(PACKAGED);
        if (one != null) {
            if (one.openConnection() instanceof JarURLConnection inside) {
                Path program = Path.of(URI.create(inside.getJarFileURL().toString()));
                // by its path: by its URI only one at a time could be open in this process
                try (FileSystem jar = FileSystems.newFileSystem(program, Map.of())) {
                    read(jar.getPath(PACKAGED).resolveSibling(""), prompts, problems);
                }
            } else {
                read(Path.of(URI.create(one.toString())).resolveSibling(""), prompts, problems);
            }
        }
        read(folder, prompts, problems);
        return new Prompts(prompts, problems);
    }

    /** Null if there is none of this name, or no name. */
    public @Nullable Prompt get(@Nullable String name) {
        return name == null ? null : byName.get(name);
    }

    /** What could not be read, a sentence each. */
    public List<String> problems() {
        return problems;
    }

    private static void read(Path folder, Map<String, Prompt> prompts, List<String> problems) throws IOException {
        for (Path file : files(folder)) {
            try {
                prompts.put(file.getFileName().toString(), Prompt.of(WavReader.read(file)));
            } catch (IOException e) {
                problems.add(String.valueOf(e.getMessage()));
            }
        }
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
