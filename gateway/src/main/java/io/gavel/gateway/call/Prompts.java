package io.gavel.gateway.call;

import io.gavel.gateway.media.audio.Prompt;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What callers and buyers hear: WAV files of one folder, each read once. Any thread. */
final class Prompts {
    private static final Logger LOG = LoggerFactory.getLogger(Prompts.class);

    private final Path folder;
    private final Map<String, Prompt> read = new ConcurrentHashMap<>();

    Prompts(Path folder) {
        this.folder = folder;
    }

    /** Null, and said in the log, if there is no such prompt, or none that can be played. */
    @Nullable
    Prompt find(String name) {
        Prompt known = read.get(name);
        if (known != null) {
            return known;
        }
        Path file = folder.resolve(name).normalize();
        if (!file.startsWith(folder)) {
            return null;
        }
        try {
            Prompt prompt = Prompt.read(file);
            read.put(name, prompt);
            return prompt;
        } catch (java.io.IOException e) {
            LOG.error("prompt name={} problem=\"{}\"", name, e.getMessage());
            return null;
        }
    }

    /** One that was found before. */
    Prompt get(String name) {
        return Objects.requireNonNull(read.get(name));
    }
}
