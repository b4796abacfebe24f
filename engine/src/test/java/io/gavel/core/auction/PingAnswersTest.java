package io.gavel.core.auction;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gavel.core.market.Market;
import io.gavel.core.market.OrderLists;
import io.gavel.core.timer.Timers;
import io.gavel.message.Attributes;
import io.gavel.message.CountedOutlet;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.Outcome;
import io.gavel.message.Outlet;
import io.gavel.message.PingAnsweredEncoder;
import io.gavel.message.PingReceivedEncoder;
import io.gavel.message.Reason;
import io.gavel.message.ScoreKind;
import io.gavel.message.ScorePartEncoder;
import java.util.HexFormat;
import java.util.Random;
import org.agrona.ExpandableArrayBuffer;
import org.junit.jupiter.api.Test;

class PingAnswersTest {
    private static final int KINDS = ScoreKind.values().length - 1;

    private static final Outlet NOBODY = new Outlet() {
        @Override
        public ExpandableArrayBuffer claim() {
            throw new AssertionError("nothing is said");
        }

        @Override
        public void send(int sent) {
            throw new AssertionError("nothing is said");
        }
    };

    private final ExpandableArrayBuffer said = new ExpandableArrayBuffer();
    private int length;
    private final Attributes attributes = new Attributes();
    private String source = "";
    private String subId = "";

    @Test
    void anAnswerIsByteForByteWhatTheSchemasEncoderWrites() {
        PingAnswers answers = new PingAnswers(new CountedOutlet(outlet()));
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            Auction auction = auction(random);
            if (auction.bids.size() == 0) {
                offers(auction, random);
            }
            boolean repeated = random.nextBoolean();
            Reason reason = random.nextBoolean() ? Reason.NONE : Reason.of(1 + random.nextInt(5));

            answers.tell(auction, seed, repeated, reason);

            byte[] bytes = new byte[length];
            said.getBytes(0, bytes);
            assertEquals(
                    encoded(auction, seed, repeated, reason), HexFormat.of().formatHex(bytes), "seed " + seed);
        }
    }

    /** Keeps what is said in room in which something was before. */
    private Outlet outlet() {
        return new Outlet() {
            @Override
            public ExpandableArrayBuffer claim() {
                said.setMemory(0, said.capacity(), (byte) 0x5a);
                return said;
            }

            @Override
            public void send(int sent) {
                length = sent;
            }
        };
    }

    private String encoded(Auction auction, long correlationId, boolean repeated, Reason reason) {
        ExpandableArrayBuffer out = new ExpandableArrayBuffer();
        PingAnsweredEncoder message = new PingAnsweredEncoder()
                .wrapAndApplyHeader(out, 0, new MessageHeaderEncoder())
                .correlationId(correlationId)
                .pingId(auction.pingId)
                .receivedMicros(auction.receivedMicros)
                .expiresMicros(reason == Reason.NONE ? auction.expiresMicros : 0)
                .floorMicros(auction.floorMicros)
                .sellerId(auction.sellerId)
                .campaignId(auction.campaignId)
                .reason(reason.code())
                .openedIndex(auction.openedIndex)
                .scoreMicros(auction.score.micros)
                .storyRef(auction.storyRef());
        out.putByte(MessageHeaderEncoder.ENCODED_LENGTH + PingAnsweredEncoder.flagsEncodingOffset(), auction.flags);
        if (repeated) {
            message.flags().repeated(true);
        }
        boolean scored = auction.score.isGiven();
        part(message.part1(), scored ? auction.score.part1 : 0);
        part(message.part2(), scored ? auction.score.part2 : 0);
        part(message.part3(), scored ? auction.score.part3 : 0);
        PingAnsweredEncoder.BidsEncoder bids = message.bidsCount(auction.bids.size());
        for (int i = 0; i < auction.bids.size(); i++) {
            Bid bid = auction.bids.get(i);
            bids.next()
                    .orderId(bid.orderId)
                    .buyerId(bid.buyerId)
                    .bidMicros(bid.bidMicros)
                    .priceMicros(bid.priceMicros)
                    .payoutMicros(bid.payoutMicros)
                    .latencyMicros(bid.latencyMicros)
                    .outcome(bid.outcome)
                    .billableSeconds(bid.billableSeconds)
                    .chanceMicros(bid.chanceMicros);
        }
        attributes.write(message);
        message.source(source).subId(subId);
        byte[] bytes = new byte[MessageHeaderEncoder.ENCODED_LENGTH + message.encodedLength()];
        out.getBytes(0, bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static void part(ScorePartEncoder out, long part) {
        out.weightMicros((int) part).kind(ScoreKind.get((short) (part >>> 40))).fieldId((short) (part >>> 32 & 0xff));
    }

    private Auction auction(Random random) {
        Auction auction = new Auction(0);
        auction.clear();
        new PingReader(new PingAttributes()).read(auction, random.nextLong(), ping(random));
        auction.receivedMicros = random.nextLong();
        auction.expiresMicros = random.nextLong();
        auction.floorMicros = random.nextLong();
        auction.openedIndex = random.nextInt(0x10000);
        if (random.nextBoolean()) {
            auction.score.set(random.nextInt(1_000_000), random.nextInt());
            auction.score.part1 = part(random);
            auction.score.part2 = part(random);
            auction.score.part3 = random.nextBoolean() ? part(random) : 0;
        }
        for (int i = random.nextBoolean() ? 0 : random.nextInt(40); i > 0; i--) {
            Bid bid = auction.bids.add(random.nextInt(), random.nextInt(), 0, 0);
            bid.bidMicros = random.nextLong();
            bid.priceMicros = random.nextLong();
            bid.payoutMicros = random.nextLong();
            bid.latencyMicros = random.nextInt(4) - 1;
            bid.outcome = Outcome.get((short) random.nextInt(Outcome.values().length - 1));
            bid.billableSeconds = random.nextInt(100) - 1;
            bid.chanceMicros = random.nextInt(1_000_001);
        }
        return auction;
    }

    /** Fixed prices, of which some are bids already. */
    private static void offers(Auction auction, Random random) {
        OrderLists.fill(auction.bids.offers(), random.nextInt(20), random);
        auction.bids.offer(auction, new Prices(new Market(NOBODY, new Timers())));
        for (int i = random.nextInt(auction.bids.size() + 1) - 1; i >= 0; i--) {
            auction.bids.get(i).payoutMicros = random.nextLong();
        }
    }

    private static long part(Random random) {
        return (long) random.nextInt(KINDS) << 40 | (long) random.nextInt(256) << 32 | (random.nextInt() & 0xffffffffL);
    }

    private ExpandableArrayBuffer ping(Random random) {
        attributes.clear();
        for (int i = random.nextInt(20); i > 0; i--) {
            int field = 1 + random.nextInt(200);
            if (random.nextBoolean()) {
                attributes.set(field, "t".repeat(random.nextInt(30)));
            } else {
                attributes.set(field, random.nextLong());
            }
        }
        source = "s".repeat(random.nextInt(60));
        subId = "i".repeat(random.nextInt(60));
        ExpandableArrayBuffer out = new ExpandableArrayBuffer();
        PingReceivedEncoder message = new PingReceivedEncoder()
                .wrapAndApplyHeader(out, 0, new MessageHeaderEncoder())
                .leadRef(random.nextLong())
                .sellerId(random.nextInt())
                .campaignId(random.nextInt());
        message.flags().clear().test(random.nextBoolean()).direct(random.nextBoolean());
        attributes.write(message);
        PingReceivedEncoder.PersonsEncoder persons = message.personsCount(2);
        persons.next().fieldId(1).key(random.nextLong());
        persons.next().fieldId(2).key(random.nextLong());
        message.source(source).subId(subId);
        return out;
    }
}
