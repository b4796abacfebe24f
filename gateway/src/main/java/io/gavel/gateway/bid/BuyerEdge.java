package io.gavel.gateway.bid;

import io.gavel.gateway.client.Client;
import io.gavel.gateway.client.Clients;
import io.gavel.gateway.line.Mailboxes;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.market.SigningSecrets;
import io.gavel.gateway.metric.Metrics;
import io.gavel.gateway.vault.Vault;
import io.gavel.message.BidsWantedDecoder;
import io.gavel.message.DeliveryWantedDecoder;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.OutputHandler;
import io.gavel.ring.InputRing;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * The door of the buyers' edge. Subscribe it to the engine before start; it asks and delivers on the event loop that the
 * correlation id names in its upper 16 bits, and answers through the input ring. Called on its consumer's thread.
 */
public final class BuyerEdge implements OutputHandler {
    private final Decoder decoder;
    private final Breakers breakers;
    private final Mailboxes<Object> mailboxes = new Mailboxes<>();
    private final List<Answers> answers = new ArrayList<>();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();

    /** Wires the edge; nothing is opened before somebody is asked. {@code clock} dates the signatures. */
    public BuyerEdge(
            InputRing inputs,
            Directory directory,
            SigningSecrets secrets,
            Vault vault,
            Clients clients,
            BuyerSettings settings,
            InstantSource clock,
            Metrics metrics) {
        this.breakers = new Breakers(settings, metrics);
        this.decoder = new Decoder(directory, secrets, breakers);
        for (int i = 0; i < clients.size(); i++) {
            Client client = clients.on(i);
            Answers loopAnswers = new Answers(inputs, client.loop());
            Bidder bidder = new Bidder(client, loopAnswers, vault, clock, metrics);
            answers.add(loopAnswers);
            mailboxes.add(client.loop(), letter -> read(bidder, letter));
        }
        metrics.gauge("breakers.resting", "Bid endpoints that rest", breakers::resting);
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
        switch (header.templateId()) {
            case BidsWantedDecoder.TEMPLATE_ID -> {
                BidRound round = decoder.bidsWanted(buffer, offset);
                mailboxes.put(decoder.correlationId(true), round);
            }
            case DeliveryWantedDecoder.TEMPLATE_ID -> {
                Delivery delivery = decoder.deliveryWanted(buffer, offset);
                mailboxes.put(decoder.correlationId(false), delivery);
            }
            default -> {}
        }
        if (endOfBatch) {
            mailboxes.flush();
        }
    }

    private static void read(Bidder bidder, Object letter) {
        if (letter instanceof BidRound round) {
            bidder.ask(round);
        } else if (letter instanceof Delivery delivery) {
            bidder.deliver(delivery);
        }
    }
}
