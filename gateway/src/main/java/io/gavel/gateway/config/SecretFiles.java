package io.gavel.gateway.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What advertising platforms and carriers gave the operator to show them: never in the market document, and so never in the
 * journal. Looked for in the environment ({@code GAVEL_SECRET_<NAME>_<KEY>}), then in the file {@code <name>.properties} of the
 * folder; read anew each time, so that a secret can be changed while the exchange runs. Any thread. Never shows one.
 */
public final class SecretFiles {
    /** Nothing is known. */
    public static final SecretFiles NONE = new SecretFiles(null, Map.of());

    static final String PREFIX = "GAVEL_SECRET_";
    private static final Logger LOG = LoggerFactory.getLogger(SecretFiles.class);

    private final @Nullable Path folder;
    private final Map<String, String> environment;

    public SecretFiles(@Nullable Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    /** One secret; null if nobody gave it. {@code name}: letters, digits, {@code . _ -}. */
    public @Nullable String find(String name, String key) {
        String variable = PREFIX + (name + "_" + key).toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
        String given = environment.get(variable);
        if (given != null) {
            return blankIsNull(given);
        }
        if (folder == null || !name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
            return null;
        }
        Path file = folder.resolve(name + ".properties");
        if (!Files.isRegularFile(file)) {
            return null;
        }
        Properties secrets = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            secrets.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("secrets file={} problem=\"cannot be read\" cause={}", file.getFileName(), e.getClass());
        }
        return blankIsNull(secrets.getProperty(key, ""));
    }

    private static @Nullable String blankIsNull(String secret) {
        return secret.isBlank() ? null : secret.strip();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SecretFiles that
                && Objects.equals(folder, that.folder)
                && environment.equals(that.environment);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(folder);
    }

    @Override
    public String toString() {
        return "SecretFiles[" + folder + "]";
    }
}
