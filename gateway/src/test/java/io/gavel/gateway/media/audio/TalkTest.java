package io.gavel.gateway.media.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.gateway.media.VoiceFigures;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Who speaks, found by energy; compared with a slow, simple twin, and with talks whose truth is known. */
class TalkTest {
    private static final int SECOND = 8_000;
    private static final int SEEDS = 40;

    /** The same rules on whole recordings, each number worked out anew from its words. */
    private static final class Twin {
        private static double[] magnitudes(short[] samples) {
            double[] means = new double[samples.length / VoiceActivity.FRAME];
            for (int i = 0; i < means.length; i++) {
                double sum = 0;
                for (int j = 0; j < VoiceActivity.FRAME; j++) {
                    sum += Math.abs((double) samples[i * VoiceActivity.FRAME + j]);
                }
                means[i] = Math.floor(sum / VoiceActivity.FRAME);
            }
            return means;
        }

        /** The noise before each frame, in 256ths. */
        private static double[] noise(double[] means) {
            double[] noise = new double[means.length + 1];
            noise[0] = Math.floor(VoiceActivity.LEAST / (double) VoiceActivity.TIMES) * 256;
            for (int i = 0; i < means.length; i++) {
                double whole = Math.floor(noise[i] / 256);
                double up = Math.min(VoiceActivity.MOST_NOISE * 256.0, noise[i] + means[i] - whole);
                double down = noise[i] - Math.floor((noise[i] - means[i] * 256) / 4);
                noise[i + 1] = means[i] == 0 ? noise[i] : means[i] < whole ? down : up;
            }
            return noise;
        }

        static boolean[] speech(short[] samples) {
            double[] means = magnitudes(samples);
            double[] noise = noise(means);
            boolean[] loud = new boolean[means.length];
            for (int i = 0; i < means.length; i++) {
                double threshold = Math.max(VoiceActivity.LEAST, Math.floor(noise[i] / 256) * VoiceActivity.TIMES);
                loud[i] = means[i] >= threshold;
            }
            boolean[] speech = new boolean[means.length];
            for (int i = 0; i < means.length; i++) {
                for (int back = 0; back <= VoiceActivity.HANGOVER && i - back >= 0; back++) {
                    speech[i] |= isOnset(loud, i - back);
                }
            }
            return speech;
        }

        private static boolean isOnset(boolean[] loud, int at) {
            for (int i = at - VoiceActivity.ONSET + 1; i <= at; i++) {
                if (i < 0 || !loud[i]) {
                    return false;
                }
            }
            return true;
        }

        static VoiceFigures of(short[] caller, short[] buyer) {
            boolean[] left = speech(caller);
            boolean[] right = speech(buyer);
            int[] sums = new int[4];
            int longest = 0;
            int first = VoiceFigures.NOBODY;
            int firstMillis = 0;
            for (int i = 0; i < left.length; i++) {
                sums[0] += left[i] ? 25 : 0;
                sums[1] += right[i] ? 25 : 0;
                sums[2] += left[i] && right[i] ? 25 : 0;
                sums[3] += left[i] || right[i] ? 0 : 25;
                if (first == VoiceFigures.NOBODY && (left[i] || right[i])) {
                    first = left[i] ? VoiceFigures.CALLER : VoiceFigures.BUYER;
                    firstMillis = (i + 1) * 25;
                }
                int silent = 0;
                while (i - silent >= 0 && !left[i - silent] && !right[i - silent]) {
                    silent++;
                }
                longest = Math.max(longest, silent * 25);
            }
            return new VoiceFigures(sums[0], sums[1], sums[2], sums[3], longest, firstMillis, first);
        }
    }

    private static VoiceFigures figures(short[] caller, short[] buyer) {
        Talk talk = new Talk();
        for (int at = 0; at + VoiceActivity.FRAME <= caller.length; at += VoiceActivity.FRAME) {
            talk.frame(magnitude(caller, at), magnitude(buyer, at));
        }
        return talk.figures();
    }

    private static int magnitude(short[] samples, int at) {
        int sum = 0;
        for (int i = at; i < at + VoiceActivity.FRAME; i++) {
            sum += Math.abs(samples[i]);
        }
        return sum;
    }

    /** Noise of so many units, as G.711 hands it on. */
    private static short[] line(SplittableRandom random, int seconds, int noise) {
        short[] samples = new short[seconds * SECOND];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = coded(noise == 0 ? 0 : random.nextInt(-noise, noise + 1));
        }
        return samples;
    }

    /** Syllables: 150 ms loud, 50 ms quieter, again and again. */
    private static void speak(short[] samples, double fromSecond, double toSecond, int loudness) {
        for (int i = (int) (fromSecond * SECOND); i < toSecond * SECOND; i++) {
            double wave = Math.sin(i * 2 * Math.PI * 180 / SECOND) + 0.5 * Math.sin(i * 2 * Math.PI * 1_100 / SECOND);
            double syllable = i % 1_600 < 1_200 ? 1 : 0.1;
            samples[i] = coded((int) (samples[i] + wave * syllable * loudness));
        }
    }

    private static short coded(int linear) {
        return Codec.PCMU.decode(G711.linearToMicro((short) Math.max(-32_000, Math.min(32_000, linear))));
    }

    @Test
    void aTalkIsWhatItWas() {
        SplittableRandom random = new SplittableRandom(1);
        short[] caller = line(random, 30, 40);
        short[] buyer = line(random, 30, 60);
        speak(buyer, 1, 4, 4_000);
        speak(caller, 5, 12, 3_000);
        speak(buyer, 11, 16, 4_000);
        speak(caller, 22, 24, 3_000);

        VoiceFigures heard = figures(caller, buyer);

        assertNear(9_000, heard.callerMillis());
        assertNear(8_000, heard.buyerMillis());
        assertNear(1_000, heard.bothMillis());
        assertNear(14_000, heard.silentMillis());
        assertNear(6_000, heard.longestMillis());
        assertEquals(VoiceFigures.BUYER, heard.first());
        assertNear(1_000, heard.firstMillis());
    }

    /** A breath's length off for each part of the talk. */
    private static void assertNear(int expected, int millis) {
        assertTrue(Math.abs(expected - millis) <= 600, expected + " heard as " + millis);
    }

    @Test
    void noiseAndClicksAreNobody() {
        SplittableRandom random = new SplittableRandom(2);
        short[] caller = line(random, 20, 200);
        short[] buyer = line(random, 20, 0);
        for (int second = 1; second < 20; second++) {
            buyer[second * SECOND] = 20_000;
        }

        VoiceFigures heard = figures(caller, buyer);

        assertEquals(new VoiceFigures(0, 0, 0, 20_000, 20_000, 0, VoiceFigures.NOBODY), heard);
    }

    @Test
    void whoSpeaksFromTheFirstFrameOnIsHeard() {
        short[] caller = new short[10 * SECOND];
        speak(caller, 0, 10, 6_000);

        VoiceFigures heard = figures(caller, new short[10 * SECOND]);

        assertTrue(heard.callerMillis() > 9_000, heard.toString());
        assertEquals(VoiceFigures.CALLER, heard.first());
    }

    @Test
    void theQuickWayFindsWhatTheSlowOneFinds() {
        for (int seed = 0; seed < SEEDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            short[] caller = line(random, 20, random.nextInt(300));
            short[] buyer = line(random, 20, random.nextInt(300));
            for (int i = 0; i < 8; i++) {
                double from = random.nextDouble(18);
                speak(random.nextBoolean() ? caller : buyer, from, from + random.nextDouble(2), random.nextInt(9_000));
            }
            assertEquals(Twin.of(caller, buyer), figures(caller, buyer), "seed " + seed);
        }
    }
}
