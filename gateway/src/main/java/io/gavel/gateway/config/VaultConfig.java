package io.gavel.gateway.config;

import org.jspecify.annotations.Nullable;

/**
 * Personal data.
 *
 * @param key base64 of 32 bytes; null: a key file is made in the data directory
 * @param retentionDays after which a lead's personal data is erased; 0: never
 */
public record VaultConfig(@Nullable String key, int retentionDays) {

    static VaultConfig from(Settings settings) {
        return new VaultConfig(settings.secretKey("vault.key"), settings.integer("vault.retention_days", 0, 0, 36_500));
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "VaultConfig[key=" + (key == null ? "absent" : "set") + ", retentionDays=" + retentionDays + "]";
    }
}
