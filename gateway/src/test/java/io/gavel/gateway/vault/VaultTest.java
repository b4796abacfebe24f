package io.gavel.gateway.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.message.FieldType;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class VaultTest {
    private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private static final String OTHER_KEY = "BAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private static final Duration SYNC = Duration.ofMillis(5);

    @TempDir
    private Path directory;

    private volatile Instant now = Instant.ofEpochSecond(1_700_000_000);

    @ParameterizedTest
    @EnumSource
    void givesBackWhatItKeptAfterARestartToo(Durability durability) throws Exception {
        List<Long> refs = new ArrayList<>();
        try (Vault vault = open(settings(durability))) {
            for (int i = 0; i < 500; i++) {
                refs.add(store(vault, lead(i)));
            }
            assertLeads(vault, refs);
        }
        try (Vault vault = open(settings(durability))) {
            assertLeads(vault, refs);
            refs.add(store(vault, lead(500)));
            assertLeads(vault, refs);
        }
    }

    @Test
    void erasingALeadTakesItAndNobodyElse() throws Exception {
        try (Vault vault = open()) {
            long first = store(vault, "first");
            long second = store(vault, "second");

            erase(vault, first);

            assertNull(vault.read(first));
            assertEquals("second", text(vault.read(second)));
        }
        try (Vault vault = open()) {
            assertEquals(2, entries(vault));
        }
    }

    @Test
    void anErasedLeadIsUnreadableInAnOldCopyOfItsSegmentToo() throws Exception {
        Path copy = directory.resolveSibling(directory.getFileName() + "-copy");
        long ref;
        try (Vault vault = open()) {
            ref = store(vault, "to be forgotten");
        }
        Files.copy(directory.resolve("records-000001"), copy);
        try (Vault vault = open()) {
            erase(vault, ref);
        }
        Files.delete(directory.resolve("records-000001"));
        Files.move(copy, directory.resolve("records-000001"));

        try (Vault vault = open()) {
            assertNull(vault.read(ref));
        }
    }

    @Test
    void noFileHoldsPlainText() throws Exception {
        String person = "Rosalind Franklin, +12025550123, rosalind@example.com";
        try (Vault vault = open()) {
            for (int i = 0; i < 20; i++) {
                store(vault, person + " ".repeat(i));
            }
            vault.persons().key(FieldType.PHONE, "+12025550123");
        }

        assertFalse(isAnywhere("Rosalind"));
        assertFalse(isAnywhere("2025550123"));
        assertFalse(isAnywhere("rosalind@example.com"));
        assertFalse(isAnywhere(KEY));
    }

    @Test
    void anotherMasterKeyIsRefused() throws Exception {
        open().close();

        IOException refused = assertThrows(
                IOException.class,
                () -> Vault.open(directory, MasterKey.of(OTHER_KEY), VaultSettings.defaults(), () -> now));

        assertTrue(refused.toString().contains("another vault.key"), refused.toString());
    }

    @Test
    void aVaultInUseIsRefused() throws Exception {
        try (Vault vault = open()) {
            IOException refused = assertThrows(IOException.class, this::open);
            assertTrue(refused.toString().contains("in use"), refused.toString());
            assertEquals(0, entries(vault));
        }
        open().close();
    }

    @Test
    void whatWasHalfWrittenIsCutAndTheRestStays() throws Exception {
        List<Long> refs = new ArrayList<>();
        try (Vault vault = open()) {
            for (int i = 0; i < 10; i++) {
                refs.add(store(vault, lead(i)));
            }
        }
        long wholeKeys = Files.size(directory.resolve("keys"));
        long wholeRecords = Files.size(directory.resolve("records-000001"));
        for (int lost = 1; lost < 3 * Slot.BYTES; lost += 7) {
            truncate("keys", wholeKeys - lost);
            int left = (int) ((wholeKeys - lost) / Slot.BYTES);
            try (Vault vault = open()) {
                assertLeads(vault, refs.subList(0, left));
                assertNull(vault.read(refs.get(9)));
                refs = new ArrayList<>(refs.subList(0, left));
                while (refs.size() < 10) {
                    refs.add(store(vault, lead(refs.size())));
                }
                assertLeads(vault, refs);
            }
            assertEquals(wholeKeys, Files.size(directory.resolve("keys")));
            assertEquals(wholeRecords, Files.size(directory.resolve("records-000001")));
        }
    }

    @Test
    void aRecordThatIsNotWholeTakesItsSlotWithIt() throws Exception {
        long first;
        long second;
        try (Vault vault = open()) {
            first = store(vault, "first");
            second = store(vault, "second");
        }
        truncate("records-000001", Files.size(directory.resolve("records-000001")) - 1);

        try (Vault vault = open()) {
            assertEquals("first", text(vault.read(first)));
            assertNull(vault.read(second));
            long third = store(vault, "third");
            assertEquals("third", text(vault.read(third)));
            assertNull(vault.read(second), "an id that was lost names nobody else");
        }
    }

    @Test
    void aFlippedBitIsFound() throws Exception {
        long ref;
        long other;
        try (Vault vault = open()) {
            ref = store(vault, "damaged");
            other = store(vault, "well");
        }
        flip("records-000001", Records.HEAD_BYTES + 3);

        try (Vault vault = open()) {
            assertNull(vault.read(ref));
            assertEquals("well", text(vault.read(other)));
        }
    }

    @Test
    void killedInTheMiddleNothingAcknowledgedIsLost() throws Exception {
        Process process = VaultWriterProcess.start(directory, KEY);
        List<String> acknowledged = new ArrayList<>();
        try (var lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                acknowledged.add(line);
                if (acknowledged.size() == 300) {
                    process.toHandle().destroyForcibly();
                }
            }
        }
        process.waitFor();

        assertTrue(acknowledged.size() >= 300);
        try (Vault vault = open()) {
            for (String line : acknowledged) {
                String[] parts = line.split(" ", 2);
                if (parts.length == 2 && parts[1].endsWith(".")) {
                    assertEquals(parts[1], text(vault.read(Long.parseLong(parts[0]))));
                }
            }
        }
    }

    @Test
    void segmentsFollowOneAnotherAndGoWhenNobodyIsLeftInThem() throws Exception {
        VaultSettings small = new VaultSettings(Durability.NONE, SYNC, Duration.ofDays(1), Duration.ZERO, 64, 2000);
        List<Long> refs = new ArrayList<>();
        try (Vault vault = open(small)) {
            for (int i = 0; i < 60; i++) {
                refs.add(store(vault, lead(i)));
                vault.keep(refs.get(i));
            }
            assertLeads(vault, refs);
            assertTrue(Files.exists(directory.resolve("records-000003")));
            for (long ref : refs.subList(0, 59)) {
                erase(vault, ref);
            }
            now = now.plusSeconds(600);
            await(() -> !Files.exists(directory.resolve("records-000001")));
            assertEquals(lead(59), text(vault.read(refs.get(59))));
        }
        try (Vault vault = open(small)) {
            assertEquals(lead(59), text(vault.read(refs.get(59))));
            assertNull(vault.read(refs.get(3)));
        }
    }

    @Test
    void entriesThatNoLeadRefersToAreErasedAfterADay() throws Exception {
        try (Vault vault = open()) {
            long orphan = store(vault, "orphan");
            long kept = store(vault, "kept");
            vault.keep(kept);

            now = now.plus(Duration.ofHours(25));

            await(() -> vault.figures().orphans() == 1);
            assertNull(vault.read(orphan));
            assertEquals("kept", text(vault.read(kept)));
        }
    }

    @Test
    void leadsAreErasedWhenTheirRetentionIsOver() throws Exception {
        VaultSettings short_ =
                new VaultSettings(Durability.INTERVAL, SYNC, Duration.ofDays(1), Duration.ofDays(30), 64, 1 << 20);
        try (Vault vault = open(short_)) {
            long old = store(vault, "old");
            vault.keep(old);
            now = now.plus(Duration.ofDays(29));
            long young = store(vault, "young");
            vault.keep(young);
            now = now.plus(Duration.ofDays(2));

            await(() -> vault.figures().retired() == 1);
            assertNull(vault.read(old));
            assertEquals("young", text(vault.read(young)));
        }
    }

    @Test
    void anUnknownLeadIsNobody() throws Exception {
        try (Vault vault = open()) {
            long ref = store(vault, "somebody");

            assertNull(vault.read(ref + 1));
            assertNull(vault.read(ref ^ 1L << 40));
            assertNull(vault.read(0));
            assertNull(vault.read(-1));
            assertNull(vault.read(Long.MAX_VALUE));
            erase(vault, 12345);
        }
    }

    @Test
    void theKeyFileIsItsOwnersOnly() throws Exception {
        Path file = directory.resolve("vault.key");

        MasterKey made = MasterKey.ofFile(file);

        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertArrayEquals(made.bytes(), MasterKey.ofFile(file).bytes());
        assertFalse(made.toString().contains(Files.readString(file)));
    }

    @Test
    void aWrongMasterKeyIsSaidWithoutRepeatingIt() {
        for (String wrong : List.of("not base64!", "c2hvcnQ=", "")) {
            IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> MasterKey.of(wrong));
            assertFalse(!wrong.isEmpty() && refused.toString().contains(wrong));
        }
    }

    @Test
    void personsKeepTheirKeysAndEachInstanceHasItsOwn() throws Exception {
        long key;
        try (Vault vault = open()) {
            key = vault.persons().key(FieldType.PHONE, "+12025550123");
        }
        try (Vault vault = open()) {
            assertEquals(key, vault.persons().key(FieldType.PHONE, "+12025550123"));
        }
        try (Vault other =
                Vault.open(directory.resolve("other"), MasterKey.of(KEY), VaultSettings.defaults(), () -> now)) {
            assertNotEquals(key, other.persons().key(FieldType.PHONE, "+12025550123"));
        }
    }

    private Vault open() throws IOException {
        return open(settings(Durability.BATCH));
    }

    private Vault open(VaultSettings settings) throws IOException {
        return Vault.open(directory, MasterKey.of(KEY), settings, () -> now);
    }

    private static VaultSettings settings(Durability durability) {
        return new VaultSettings(durability, SYNC, Duration.ofDays(1), Duration.ZERO, 4096, 1 << 20);
    }

    static long store(Vault vault, String text) throws Exception {
        CompletableFuture<Long> ref = new CompletableFuture<>();
        assertTrue(vault.store(text.getBytes(StandardCharsets.UTF_8), Receipt.completing(ref)));
        return ref.get(30, TimeUnit.SECONDS);
    }

    private static void erase(Vault vault, long ref) throws Exception {
        CompletableFuture<Long> done = new CompletableFuture<>();
        assertTrue(vault.erase(ref, Receipt.completing(done)));
        done.get(30, TimeUnit.SECONDS);
    }

    static String lead(int number) {
        return "{\"first_name\":\"Person " + number + "\",\"phone\":\"+1202555" + number + "\"}";
    }

    private static void assertLeads(Vault vault, List<Long> refs) throws IOException {
        for (int i = 0; i < refs.size(); i++) {
            assertEquals(lead(i), text(vault.read(refs.get(i))));
        }
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "nothing there" : new String(bytes, StandardCharsets.UTF_8);
    }

    private static int entries(Vault vault) {
        return Integer.parseInt(vault.toString().replaceAll("\\D", ""));
    }

    private boolean isAnywhere(String needle) throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(needle)) {
                    return true;
                }
            }
        }
        return false;
    }

    private void truncate(String name, long size) throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(directory.resolve(name).toFile(), "rw")) {
            file.setLength(size);
        }
    }

    private void flip(String name, long at) throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(directory.resolve(name).toFile(), "rw")) {
            file.seek(at);
            int b = file.read();
            file.seek(at);
            file.write(b ^ 4);
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "it never happened");
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }
}
