package io.gavel.view;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundlesTest {
    private final UnsafeBuffer room = new UnsafeBuffer(0, 0);

    @TempDir
    private Path folder;

    private Blobs blobs(String name) {
        return Blobs.open(folder, name, Bundles.entries(500), Bundle.SIZE * 100, true);
    }

    /** A value says its position, and is as long as chance wants. */
    private void add(Bundles bundles, long position) {
        int length = Long.BYTES + new Random(position).nextInt(position % 50 == 7 ? 3_000 : 200);
        bundles.add(position, length, room);
        room.putLong(length - Long.BYTES, position);
        bundles.added(position);
    }

    private static long said(Bundles bundles, long position) {
        UnsafeBuffer value = requireNonNull(bundles.get(position), () -> "position " + position);
        return value.getLong(value.capacity() - Long.BYTES);
    }

    @Test
    void everyValueIsFoundWhetherItsBundleIsFullOrNot() {
        try (Blobs blobs = blobs("a")) {
            Bundles bundles = new Bundles(blobs);
            for (long position = 0; position < 300; position++) {
                add(bundles, position);
                assertEquals(position, said(bundles, position));
            }
            for (long position = 0; position < 300; position++) {
                assertEquals(position, said(bundles, position));
            }
            assertEquals(300 / Bundle.SIZE, blobs.size());
        }
    }

    @Test
    void whatWasNotWrittenIsMissedAndWhatWasGoesOn() {
        try (Blobs blobs = blobs("b")) {
            Bundles dead = new Bundles(blobs);
            for (long position = 0; position < 70; position++) {
                add(dead, position);
            }
            assertTrue(dead.isUnwritten());
            assertEquals(64, new Bundles(blobs).resume(0, 70));

            dead.write();
            assertFalse(dead.isUnwritten());
            add(dead, 70);
            Bundles risen = new Bundles(blobs);
            assertEquals(70, risen.resume(0, 71));
            for (long position = 70; position < 100; position++) {
                add(risen, position);
            }
            for (long position = 0; position < 100; position++) {
                assertEquals(position, said(risen, position));
            }
        }
    }

    @Test
    void whereAllIsLostWritingGoesOnInTheMiddleOfABundle() {
        try (Blobs blobs = blobs("c")) {
            Bundles bundles = new Bundles(blobs);
            assertEquals(5, bundles.resume(5, 40));
            for (long position = 5; position < 70; position++) {
                add(bundles, position);
            }
            assertEquals(5, said(bundles, 5));
            assertEquals(69, said(bundles, 69));
        }
    }

    @Test
    void whatIsDroppedMakesRoomWhenItsBundleIsOver() {
        try (Blobs blobs = blobs("d")) {
            Bundles bundles = new Bundles(blobs);
            for (long position = 0; position < 100; position++) {
                add(bundles, position);
            }
            for (long position = 0; position < Bundle.SIZE - 1; position++) {
                bundles.drop(position);
            }
            assertEquals(3, blobs.size());
            bundles.drop(Bundle.SIZE - 1);
            assertEquals(2, blobs.size());
            assertNull(bundles.get(3));
            assertEquals(100 / Bundle.SIZE * Bundle.SIZE, bundles.resume(40, 100));
            assertEquals(64, bundles.resume(64, 64));
            assertEquals(0, blobs.size());
        }
    }
}
