package io.gavel.core.auction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.core.StateHash;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.Outcome;
import io.gavel.message.PingReceivedEncoder;
import org.agrona.ExpandableArrayBuffer;
import org.junit.jupiter.api.Test;

class ShelfTest {
    private final PingReader reader = new PingReader(new PingAttributes());
    private final Shelf shelf = new Shelf(reader);

    @Test
    void anAwardIsOnTheShelfAsItWasPutThere() {
        for (int winners = 1; winners <= 8; winners++) {
            Auction award = award(winners, "fb-" + "1".repeat(37 * winners));
            assertTrue(Shelf.takes(award));

            int place = shelf.put(award, 99);

            Auction looked = blank();
            shelf.look(place, award.pingId, looked);
            assertEquals(hash(award), hash(looked));
            assertEquals(award.expiresMicros, shelf.expiresMicros(place));
            assertEquals(award.sellerId, shelf.sellerId(place));
            assertEquals(award.remembered, shelf.remembered(place));
            assertEquals(award.callerKey, shelf.callerKey(place));
            assertEquals(99, shelf.sameness(place));
            shelf.free(place);
            assertEquals(place, shelf.put(looked, 99), "the place is free again");
        }
    }

    @Test
    void manyAwardsDoNotMeet() {
        int[] places = new int[5_000];
        for (int i = 0; i < places.length; i++) {
            Auction award = award(1 + i % 3, "x".repeat(i % 700));
            award.expiresMicros = i;
            places[i] = shelf.put(award, i);
        }
        for (int i = 0; i < places.length; i++) {
            assertEquals(i, shelf.expiresMicros(places[i]));
            assertEquals(i, shelf.sameness(places[i]));
            assertEquals(1 + i % 3, shelf.winners(places[i]));
        }
    }

    @Test
    void aVeryLongPingIsNotForTheShelf() {
        assertFalse(Shelf.takes(award(1, "x".repeat(2_000))));
    }

    private static long hash(Auction auction) {
        StateHash hash = new StateHash();
        auction.writeState(hash);
        return hash.value();
    }

    private static Auction blank() {
        Auction auction = new Auction(0);
        auction.clear();
        auction.use(new Bids(16));
        return auction;
    }

    private Auction award(int winners, String source) {
        Auction auction = blank();
        long number = 1_000;
        reader.read(auction, ++number, ping(source));
        auction.state = Auction.AWARDED;
        auction.waited = true;
        auction.receivedMicros = ++number;
        auction.openedIndex = 3;
        auction.deadlineMicros = ++number;
        auction.expiresMicros = ++number;
        auction.floorMicros = ++number;
        auction.maxSales = 9;
        auction.belowFloor = true;
        auction.awardMillis = 6;
        auction.postMillis = 7;
        auction.payoutFloorMicros = ++number;
        auction.step = 1;
        auction.remembered = ++number;
        auction.callerKey = ++number;
        for (int i = 0; i < winners; i++) {
            Bid bid = auction.bids.add(10 + i, 20 + i, 1, ++number);
            auction.bids.rank(bid, 5_000 - i);
            bid.priceMicros = bid.bidMicros;
            bid.payoutMicros = ++number;
            bid.heldMicros = ++number;
            bid.held = true;
            bid.outcome = Outcome.WON;
        }
        auction.won = winners;
        auction.trim();
        return auction;
    }

    private static ExpandableArrayBuffer ping(String source) {
        ExpandableArrayBuffer bytes = new ExpandableArrayBuffer();
        PingReceivedEncoder ping = new PingReceivedEncoder();
        ping.wrapAndApplyHeader(bytes, 0, new MessageHeaderEncoder())
                .correlationId(1)
                .requestKey(2)
                .sameKey(3)
                .leadRef(4)
                .floorMicros(5)
                .sellerId(6)
                .campaignId(7)
                .deadlineMillis(8);
        ping.flags().clear();
        ping.attributesCount(1).next().fieldId(1).value(90210).text("");
        PingReceivedEncoder.PersonsEncoder persons = ping.personsCount(2);
        persons.next().fieldId(9).key(77);
        persons.next().fieldId(10).key(78);
        ping.source(source).subId("x");
        return bytes;
    }
}
