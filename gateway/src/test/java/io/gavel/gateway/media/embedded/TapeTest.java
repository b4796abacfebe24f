package io.gavel.gateway.media.embedded;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.gateway.media.audio.Codec;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What two sides say lands where it belongs, whatever the network does; compared with a slow, simple twin. */
class TapeTest {
    private static final long START = 123_456_789L;
    private static final int SECONDS = 30;

    /** One packet of one side: when it arrives, in samples since the start. */
    private record Arrival(long at, int side, int source, int timestamp, byte[] payload) {}

    /** All chunks in one piece. */
    private static final class Reel implements Tape.Sink {
        final short[][] sides = new short[2][(SECONDS + 10) * 8_000];
        long written;

        @Override
        public void chunk(long position, byte[] frames) {
            assertTrue(position >= written, "chunks in order");
            for (int i = 0; i < frames.length / 4; i++) {
                for (int side = 0; side < 2; side++) {
                    int at = i * 4 + side * 2;
                    sides[side][(int) position + i] = (short) ((frames[at] & 0xFF) | (frames[at + 1] << 8));
                }
            }
            written = position + frames.length / 4;
        }
    }

    /** The same rules over the whole time line at once. */
    private static final class Twin {
        final short[][] sides = new short[2][(SECONDS + 10) * 8_000];
        private final Arrival[] anchors = new Arrival[2];
        private final long[] places = new long[2];
        private final int[] lateInRow = new int[2];

        void hear(Arrival packet) {
            long gone = Math.max(0, (packet.at() - Tape.HOLD) / Tape.CHUNK * Tape.CHUNK);
            int side = packet.side();
            Arrival anchor = anchors[side];
            long place = anchor == null ? 0 : places[side] + (packet.timestamp() - anchor.timestamp());
            boolean fits = anchor != null
                    && anchor.source() == packet.source()
                    && place - packet.at() <= Tape.MOST_AHEAD
                    && packet.at() - place <= Tape.MOST_BEHIND;
            lateInRow[side] = fits && place + packet.payload().length <= gone ? lateInRow[side] + 1 : 0;
            if (!fits || lateInRow[side] == Tape.MOST_LATE) {
                anchors[side] = packet;
                places[side] = packet.at();
                place = packet.at();
                lateInRow[side] = 0;
            }
            for (int i = 0; i < packet.payload().length; i++) {
                if (place + i >= gone) {
                    sides[side][(int) place + i] = Codec.PCMU.decode(packet.payload()[i]);
                }
            }
        }
    }

    @Test
    void theTapeHoldsWhatItsSimpleTwinHolds() {
        for (int seed = 1; seed <= 60; seed++) {
            List<Arrival> arrivals = arrivals(new Random(seed));
            Reel reel = new Reel();
            Tape tape = new Tape(START, reel);
            Twin twin = new Twin();
            for (Arrival packet : arrivals) {
                play(tape, packet);
                twin.hear(packet);
            }
            long end = (SECONDS + 8) * 8_000L;

            assertEquals(end, tape.end(nanos(end)), "seed " + seed);
            for (int side = 0; side < 2; side++) {
                assertArrayEquals(twin.sides[side], reel.sides[side], "seed " + seed + " side " + side);
            }
        }
    }

    @Test
    void jitterAndDisorderBelowTheHoldLeaveNoTrace() {
        Random random = new Random(7);
        List<Arrival> arrivals = new ArrayList<>();
        short[] said = new short[50 * 160];
        for (int i = 0; i < 50; i++) {
            byte[] payload = bytes(random);
            for (int j = 0; j < 160; j++) {
                said[i * 160 + j] = Codec.PCMU.decode(payload[j]);
            }
            arrivals.add(new Arrival(i * 160L + (i == 0 ? 0 : random.nextInt(2_000)), 0, 1, i * 160, payload));
        }
        arrivals.sort(Comparator.comparingLong(Arrival::at));
        Reel reel = new Reel();
        Tape tape = new Tape(START, reel);
        arrivals.forEach(packet -> play(tape, packet));
        tape.end(nanos(16_000));

        assertArrayEquals(said, Arrays.copyOf(reel.sides[0], said.length));
        assertEquals(0, tape.late());
    }

    @Test
    void aMaskedPartIsSilenceAndTheRestKeepsItsPlace() {
        Reel reel = new Reel();
        Tape tape = new Tape(START, reel);
        byte[] loud = new byte[160];
        for (int i = 0; i < 30; i++) {
            tape.mask(i >= 10 && i < 20);
            play(tape, new Arrival(i * 160L, 1, 1, i * 160, loud));
        }
        tape.end(nanos(4_800));

        short value = Codec.PCMU.decode((byte) 0);
        for (int i = 0; i < 4_800; i++) {
            assertEquals(i >= 1_600 && i < 3_200 ? 0 : value, reel.sides[1][i]);
            assertEquals(0, reel.sides[0][i]);
        }
    }

    private static void play(Tape tape, Arrival packet) {
        ByteBuf payload = Unpooled.wrappedBuffer(packet.payload());
        tape.audio(
                packet.side(),
                Codec.PCMU,
                packet.source(),
                packet.timestamp(),
                payload,
                0,
                packet.payload().length,
                nanos(packet.at()));
    }

    private static long nanos(long samples) {
        return START + samples * 125_000;
    }

    /** Both sides talk with loss, delay, disorder, duplicates, pauses, jumps of their clocks and changes of their SSRC. */
    private static List<Arrival> arrivals(Random random) {
        List<Arrival> all = new ArrayList<>();
        for (int side = 0; side < 2; side++) {
            int source = random.nextInt();
            int timestamp = random.nextInt();
            int jitter = 1 + random.nextInt(6_000);
            for (long at = random.nextInt(8_000); at < SECONDS * 8_000L; at += 160) {
                timestamp += 160;
                int chance = random.nextInt(400);
                if (chance == 0) {
                    source = random.nextInt();
                } else if (chance == 1) {
                    timestamp += random.nextInt(40_000) - 20_000;
                } else if (chance == 2) {
                    int pause = random.nextInt(20_000);
                    at += pause;
                    timestamp += random.nextBoolean() ? pause : 0;
                } else if (chance < 20) {
                    continue;
                }
                long delayed = at + (random.nextInt(10) == 0 ? random.nextInt(jitter) : random.nextInt(300));
                Arrival packet = new Arrival(delayed, side, source, timestamp, bytes(random));
                all.add(packet);
                if (chance == 21) {
                    all.add(packet);
                }
            }
        }
        all.sort(Comparator.comparingLong(Arrival::at));
        return all;
    }

    private static byte[] bytes(Random random) {
        byte[] bytes = new byte[160];
        random.nextBytes(bytes);
        return bytes;
    }
}
