package io.gavel.view;

/** Texts in places of a fixed size. */
final class Texts {
    private Texts() {}

    /** The longest beginning of {@code most} bytes that does not cut a character. */
    static int wholeCharacters(byte[] text, int length, int most) {
        int end = Math.min(length, most);
        while (end > 0 && end < length && (text[end] & 0xC0) == 0x80) {
            end--;
        }
        return end;
    }
}
