package io.gavel.gateway.sip.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A message as bytes; Content-Length is counted here and written last (RFC 3261 §7). */
final class SipWriter {
    private byte[] bytes;
    private int length;

    /** {@code expected}: how long it will be, if all of it is ASCII. */
    SipWriter(int expected) {
        bytes = new byte[expected];
    }

    byte[] write(SipMessage message) {
        if (message.isRequest()) {
            text(message.method()).octet(' ').text(message.requestUri()).text(" SIP/2.0\r\n");
        } else {
            text("SIP/2.0 ")
                    .number(message.status())
                    .octet(' ')
                    .text(message.reason())
                    .text("\r\n");
        }
        for (int at = 0; at < message.headerCount(); at++) {
            String name = message.headerName(at);
            if (!name.equals(HeaderName.CONTENT_LENGTH)) {
                text(name).text(": ").text(message.headerValue(at)).text("\r\n");
            }
        }
        text("Content-Length: ").number(message.bodyLength()).text("\r\n\r\n");
        message.writeBody(this);
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    void bytes(byte[] source, int start, int count) {
        room(count);
        System.arraycopy(source, start, bytes, length, count);
        length += count;
    }

    @SuppressWarnings("deprecation") // the bytes of ASCII without a detour
    private SipWriter text(String text) {
        int count = text.length();
        room(count);
        text.getBytes(0, count, bytes, length);
        for (int at = 0; at < count; at++) {
            if (text.charAt(at) >= 0x80) {
                byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
                bytes(encoded, 0, encoded.length);
                return this;
            }
        }
        length += count;
        return this;
    }

    private SipWriter number(int number) {
        return text(Integer.toString(number));
    }

    private SipWriter octet(char c) {
        room(1);
        bytes[length++] = (byte) c;
        return this;
    }

    private void room(int count) {
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
        }
    }
}
