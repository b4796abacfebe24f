package io.gavel.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

/** The segments of a folder: files named by ascending numbers. */
final class Segments {
    private static final String ENDING = ".segment";

    private Segments() {}

    static Path path(Path folder, long number) {
        return folder.resolve(String.format(Locale.ROOT, "%010d%s", number, ENDING));
    }

    /** The name of a segment that is not filled with zeros yet. */
    static Path unfinished(Path folder, long number) {
        return folder.resolve(String.format(Locale.ROOT, "%010d.preparing", number));
    }

    /** The numbers of all segments, ascending. */
    static long[] numbers(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            long[] numbers = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("\\d+\\" + ENDING))
                    .mapToLong(name -> Long.parseLong(name.substring(0, name.length() - ENDING.length())))
                    .toArray();
            Arrays.sort(numbers);
            return numbers;
        }
    }

    /** Removes what a killed process was still preparing. */
    static void deleteUnfinished(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".preparing")).toList()) {
                Files.delete(file);
            }
        }
    }
}
