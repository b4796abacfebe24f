package io.gavel.gateway.media.rtpengine;

import io.gavel.gateway.media.audio.Codec;
import io.gavel.gateway.media.audio.Prompt;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Prompts as WAV files of G.711 in memory, in pieces that fit into a datagram. Pure. */
final class Sound {
    /** 7 s. */
    private static final int PIECE = 56_000;

    private static final int FORMAT_MICRO_LAW = 7;
    private static final int RATE = 8_000;

    private Sound() {}

    static List<byte[]> pieces(Prompt prompt) {
        List<byte[]> pieces = new ArrayList<>();
        for (int at = 0; at < prompt.length(); at += PIECE) {
            pieces.add(piece(prompt, at, Math.min(PIECE, prompt.length() - at)));
        }
        return pieces;
    }

    private static byte[] piece(Prompt prompt, int start, int samples) {
        ByteBuffer wav = ByteBuffer.allocate(46 + samples).order(ByteOrder.LITTLE_ENDIAN);
        wav.put(ascii("RIFF")).putInt(38 + samples).put(ascii("WAVEfmt ")).putInt(18);
        wav.putShort((short) FORMAT_MICRO_LAW).putShort((short) 1).putInt(RATE).putInt(RATE);
        wav.putShort((short) 1).putShort((short) 8).putShort((short) 0);
        wav.put(ascii("data")).putInt(samples);
        prompt.copy(start, Codec.PCMU, wav.array(), wav.position(), samples);
        return wav.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
