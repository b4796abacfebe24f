/**
 * The buyers' edge: asks buyers for bids, hands sold leads to them.
 *
 * <pre>
 *   BidsWanted, DeliveryWanted --consumer thread: decoded once--> Mailbox --event loop of the correlation--> Bidder
 *        Bidder --BuyerProtocol writes--> Client --> buyer --> BuyerProtocol reads --> Answers --> BidReceived, DeliveryAnswered
 * </pre>
 *
 * <p>{@link io.gavel.gateway.bid.BuyerEdge} is the door. {@code BuyerProtocol} is a pure translation between the line's messages
 * and the contract's JSON; {@code Bidder} is the one class that does I/O, on the event loops; {@code Deadline} is the one place that
 * reads the wall clock; a {@code Breaker} rests each endpoint that keeps failing. Whatever a buyer does wrong ends as one
 * {@code BidReceived} or {@code DeliveryAnswered} and a counter, and delays nobody else.
 */
@NullMarked
package io.gavel.gateway.bid;

import org.jspecify.annotations.NullMarked;
