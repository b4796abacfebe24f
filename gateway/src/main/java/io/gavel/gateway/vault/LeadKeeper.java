package io.gavel.gateway.vault;

import io.gavel.message.CallAttributedDecoder;
import io.gavel.message.CallStartedDecoder;
import io.gavel.message.DeliveryWantedDecoder;
import io.gavel.message.LeadAnsweredDecoder;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.View;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears which leads and calls there are and tells the vault to keep them; what was stored but never became a lead is erased later. A view,
 * so that no lead is overlooked whatever happens: the file {@code kept-until} says up to which input all marks are on the disk,
 * and recovery tells the rest again. One thread.
 */
public final class LeadKeeper implements View, Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(LeadKeeper.class);
    private static final long FORCE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Vault vault;
    private final FileChannel file;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final LeadAnsweredDecoder lead = new LeadAnsweredDecoder();
    private final DeliveryWantedDecoder delivery = new DeliveryWantedDecoder();
    private final CallStartedDecoder call = new CallStartedDecoder();
    private final CallAttributedDecoder attributed = new CallAttributedDecoder();
    private final boolean ofVisits;
    private volatile long safe;
    private long heard;
    private long forcedNanos = System.nanoTime();
    private boolean failed;

    /** Keeps leads and calls in the vault of this folder. */
    public static LeadKeeper ofLeads(Vault vault, Path folder) throws IOException {
        return new LeadKeeper(vault, folder, false);
    }

    /** Keeps those visits in the vault of this folder that a call came of. */
    public static LeadKeeper ofVisits(Vault vault, Path folder) throws IOException {
        return new LeadKeeper(vault, folder, true);
    }

    private LeadKeeper(Vault vault, Path folder, boolean ofVisits) throws IOException {
        this.vault = vault;
        this.ofVisits = ofVisits;
        this.file = FileChannel.open(
                folder.resolve("kept-until"),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        ByteBuffer position = ByteBuffer.allocate(Long.BYTES);
        int read = file.read(position, 0);
        this.safe = read == Long.BYTES ? position.getLong(0) : 0;
        this.heard = safe;
    }

    @Override
    public String name() {
        return ofVisits ? "visits" : "vault";
    }

    @Override
    public long lastSequence() {
        return safe;
    }

    /** Marks are never taken back, so there is nothing to forget but the place. */
    @Override
    public void rebuild(long fromSequence) {
        heard = fromSequence - 1;
        safe = heard;
    }

    @Override
    public void caughtUp(long sequence) {
        heard = Math.max(heard, sequence);
        force();
    }

    @Override
    public void onOutput(
            long sequence,
            int index,
            long timeMicros,
            DirectBuffer buffer,
            int offset,
            int length,
            boolean endOfBatch) {
        header.wrap(buffer, offset);
        if (ofVisits) {
            if (header.templateId() == CallAttributedDecoder.TEMPLATE_ID) {
                keep(attributed.wrapAndApplyHeader(buffer, offset, header).visitRef());
            }
        } else {
            keepLead(buffer, offset);
        }
        // outputs of this input may follow: only those before are complete
        heard = Math.max(heard, sequence - 1);
        if (endOfBatch && System.nanoTime() - forcedNanos > FORCE_NANOS) {
            force();
        }
    }

    private void keepLead(DirectBuffer buffer, int offset) {
        switch (header.templateId()) {
            case LeadAnsweredDecoder.TEMPLATE_ID ->
                keep(lead.wrapAndApplyHeader(buffer, offset, header).leadRef());
            case DeliveryWantedDecoder.TEMPLATE_ID ->
                keep(delivery.wrapAndApplyHeader(buffer, offset, header).leadRef());
            case CallStartedDecoder.TEMPLATE_ID ->
                keep(call.wrapAndApplyHeader(buffer, offset, header).callRef());
            default -> {}
        }
    }

    @Override
    public void close() throws IOException {
        force();
        file.close();
    }

    private void keep(long leadRef) {
        if (leadRef == 0) {
            return;
        }
        try {
            vault.keep(leadRef);
        } catch (IOException e) {
            failed = true;
            LOG.error("vault problem=\"cannot keep a lead\" cause=\"{}\"", e.getMessage());
        }
    }

    /** After a mark that failed the place stays where it was until the next start tells everything again. */
    private void force() {
        forcedNanos = System.nanoTime();
        if (failed || heard <= safe) {
            return;
        }
        try {
            vault.forceMarks();
            file.write(ByteBuffer.allocate(Long.BYTES).putLong(0, heard), 0);
            safe = heard;
        } catch (IOException e) {
            failed = true;
            LOG.error("vault problem=\"cannot keep leads\" cause=\"{}\"", e.getMessage());
        }
    }
}
