package io.gavel.gateway.market;

import org.jspecify.annotations.Nullable;

/** Opens the sealed passwords of carriers. Any thread; what comes out belongs in no log. */
public final class CarrierPasswords {
    private final Sealer sealer;

    public CarrierPasswords(Sealer sealer) {
        this.sealer = sealer;
    }

    /** The password in clear; null if it was sealed by another key: the carrier has to be put again. */
    public @Nullable String of(CarrierInfo.Credentials credentials) {
        return opened(credentials.sealedPassword());
    }

    /** The same of any secret of a carrier. */
    public @Nullable String opened(String sealed) {
        try {
            return Sealer.isSealed(sealed) ? sealer.open(sealed) : sealed;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
