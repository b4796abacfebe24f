package io.gavel.gateway.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Recordings as text.
 *
 * @param model the folder of a model of Vosk's; null: nothing is transcribed
 */
public record TranscriptionConfig(@Nullable Path model) {

    static TranscriptionConfig from(Settings settings) {
        String model = settings.text("transcription.model", "");
        return new TranscriptionConfig(model.isEmpty() ? null : Path.of(model));
    }
}
