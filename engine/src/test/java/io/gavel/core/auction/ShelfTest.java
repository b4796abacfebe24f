package io.gavel.core.auction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.core.StateHash;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.Outcome;
import io.gavel.message.PingReceivedEncoder;
import org.agrona.ExpandableArrayBuffer;
import org.junit.jupiter.api.Test;

class ShelfTest {

    @Test
    void anAwardComesOffTheShelfAsItWasPutOn() {
        for (int winners = 1; winners <= 8; winners++) {
            Auction award = award(winners);
            long before = hash(award);
            assertTrue(Shelf.takes(award));
            Shelf shelf = new Shelf();
            int place = shelf.put(award);
            Auction looked = new Auction();
            looked.clear();
            shelf.look(place, looked);
            assertEquals(before, hash(looked));
            assertEquals(award.expiresMicros, shelf.expiresMicros(place));
            Auction taken = new Auction();
            taken.clear();
            shelf.take(place, taken);
            assertEquals(before, hash(taken));
            assertEquals(place, shelf.put(taken), "the place is free again");
        }
    }

    private static long hash(Auction auction) {
        StateHash hash = new StateHash();
        auction.writeState(hash);
        return hash.value();
    }

    private static Auction award(int winners) {
        Auction auction = new Auction();
        auction.clear();
        auction.use(new Bids(16));
        ping(auction);
        long number = 1_000;
        auction.state = Auction.AWARDED;
        auction.waited = true;
        auction.pingId = ++number;
        auction.requestKey = ++number;
        auction.sameKey = ++number;
        auction.receivedMicros = ++number;
        auction.openedIndex = 3;
        auction.deadlineMicros = ++number;
        auction.expiresMicros = ++number;
        auction.floorMicros = ++number;
        auction.sellerId = 4;
        auction.campaignId = 5;
        auction.flags = 2;
        auction.maxSales = 9;
        auction.secondPrice = true;
        auction.belowFloor = true;
        auction.awardMillis = 6;
        auction.postMillis = 7;
        auction.payoutFloorMicros = ++number;
        auction.step = 8;
        auction.tier = -3;
        auction.remembered = ++number;
        auction.leadRef = ++number;
        auction.callerKey = ++number;
        for (int i = 0; i < winners; i++) {
            Bid bid = auction.bids.add(10 + i, 20 + i, i, ++number);
            auction.bids.rank(bid, ++number);
            bid.priceMicros = ++number;
            bid.payoutMicros = ++number;
            bid.heldMicros = ++number;
            bid.held = i != 1;
            bid.outcome = Outcome.WON;
        }
        auction.won = winners;
        auction.trim();
        return auction;
    }

    private static void ping(Auction auction) {
        ExpandableArrayBuffer bytes = new ExpandableArrayBuffer();
        PingReceivedEncoder ping = new PingReceivedEncoder();
        ping.wrapAndApplyHeader(bytes, 0, new MessageHeaderEncoder());
        ping.attributesCount(1).next().fieldId(1).value(90210).text("");
        auction.attributesAt = MessageHeaderEncoder.ENCODED_LENGTH + PingReceivedEncoder.BLOCK_LENGTH;
        auction.attributesLength = ping.limit() - auction.attributesAt;
        PingReceivedEncoder.PersonsEncoder persons = ping.personsCount(2);
        persons.next().fieldId(9).key(77);
        persons.next().fieldId(10).key(78);
        auction.person(9, 77);
        auction.person(10, 78);
        auction.textsAt = ping.limit();
        ping.source("fb-1").subId("x");
        auction.sourceLength = 4;
        auction.textsLength = ping.limit() - auction.textsAt;
        auction.keep(bytes, 0, ping.limit());
    }
}
