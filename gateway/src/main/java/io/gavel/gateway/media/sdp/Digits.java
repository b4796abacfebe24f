package io.gavel.gateway.media.sdp;

/** Decimal numbers in text. */
final class Digits {
    private Digits() {}

    /** At least one, and nothing else. */
    static boolean areDigits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** 0 to 65535. */
    static int port(String text) throws SdpException {
        if (!areDigits(text) || text.length() > 5 || Integer.parseInt(text) > 65_535) {
            throw new SdpException("No port: " + Reader.shown(text));
        }
        return Integer.parseInt(text);
    }
}
