package io.gavel.gateway.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.message.DeliveryWantedEncoder;
import io.gavel.message.LeadAnsweredEncoder;
import io.gavel.message.MessageHeaderEncoder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.agrona.ExpandableArrayBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LeadKeeperTest {
    @TempDir
    private Path folder;

    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private volatile Instant now = Instant.ofEpochSecond(1_700_000_000);

    @Test
    void leadsStayAndWhatNeverBecameALeadGoes() throws Exception {
        try (Vault vault = open();
                LeadKeeper keeper = LeadKeeper.ofLeads(vault, folder)) {
            long sold = VaultTest.store(vault, "sold");
            long delivering = VaultTest.store(vault, "delivering");
            long orphan = VaultTest.store(vault, "orphan");
            answered(keeper, 5, sold);
            answered(keeper, 6, 0);
            wanted(keeper, 7, delivering);

            now = now.plus(Duration.ofDays(2));

            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (vault.read(orphan) != null) {
                assertTrue(System.nanoTime() < end, "the orphan stays");
                TimeUnit.MILLISECONDS.sleep(5);
            }
            assertNotNull(vault.read(sold));
            assertNotNull(vault.read(delivering));
            assertNull(vault.read(orphan));
        }
    }

    @Test
    void remembersWhatIsSafeAndNotMore() throws Exception {
        try (Vault vault = open();
                LeadKeeper keeper = LeadKeeper.ofLeads(vault, folder)) {
            assertEquals(0, keeper.lastSequence());
            answered(keeper, 9, VaultTest.store(vault, "one"));
            assertEquals(0, keeper.lastSequence());
        }
        try (Vault vault = open();
                LeadKeeper keeper = LeadKeeper.ofLeads(vault, folder)) {
            assertEquals(8, keeper.lastSequence());
            keeper.caughtUp(12);
            assertEquals(12, keeper.lastSequence());
            keeper.rebuild(4);
            assertEquals(3, keeper.lastSequence());
        }
    }

    private Vault open() throws IOException {
        return Vault.open(folder, MasterKey.ofFile(folder.resolve("key")), VaultSettings.defaults(), () -> now);
    }

    private void answered(LeadKeeper keeper, long sequence, long leadRef) {
        LeadAnsweredEncoder message =
                new LeadAnsweredEncoder().wrapAndApplyHeader(buffer, 0, header).leadRef(leadRef);
        message.salesCount(0);
        message.source("").subId("");
        keeper.onOutput(sequence, 0, 0, buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + message.encodedLength(), true);
    }

    private void wanted(LeadKeeper keeper, long sequence, long leadRef) {
        DeliveryWantedEncoder message = new DeliveryWantedEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .leadRef(leadRef)
                .reference("");
        keeper.onOutput(sequence, 0, 0, buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + message.encodedLength(), true);
    }
}
