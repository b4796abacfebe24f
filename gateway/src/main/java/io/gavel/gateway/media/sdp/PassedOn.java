package io.gavel.gateway.media.sdp;

/**
 * Descriptions of one side as they are passed on to the other: all stays but the origin, which is ours for the whole of a dialog
 * (RFC 3264 §8: another session id inside a dialog would be another session). One thread.
 */
public final class PassedOn {
    private final long sessionId;
    private long version;
    private String last = "";

    public PassedOn(long sessionId) {
        this.sessionId = sessionId;
    }

    /**
     * Whether a description can be read at all.
     *
     * @throws SdpException if not
     */
    public static void check(String sdp) throws SdpException {
        Description.read(sdp);
    }

    /** What is to be said; the same words again keep their version. The description was checked. */
    public String of(String sdp) {
        String[] lines = sdp.split("\r\n|\r|\n", -1);
        StringBuilder words = new StringBuilder(sdp.length());
        String address = "IN IP4 0.0.0.0";
        int origin = 0;
        for (String line : lines) {
            if (line.startsWith("o=")) {
                address = place(line, address);
                origin = words.length();
            } else if (!line.isBlank()) {
                words.append(line).append("\r\n");
            }
        }
        String said = address + '\n' + words;
        if (!said.equals(last)) {
            last = said;
            version++;
        }
        return words.insert(origin, "o=- " + sessionId + ' ' + version + ' ' + address + "\r\n")
                .toString();
    }

    /** Network, address family and address: the last three words. */
    private static String place(String origin, String otherwise) {
        String[] parts = origin.strip().split(" +", -1);
        return parts.length == 6 ? parts[3] + ' ' + parts[4] + ' ' + parts[5] : otherwise;
    }
}
