/**
 * A day of the sample market in less than a minute: what sellers, buyers, callers, agents and visitors would have done, put on the line as
 * the edges would have put it, in simulated time. The rules, the journal, the vault and the read models are the real ones and
 * cannot tell; HTTP, SIP and RTP are left out (decision 34).
 *
 * <pre>
 *   Agenda (what happens when) -> SellersDay, CallersDay, VisitorsDay -> DayLine -> the line
 *        ^                                                                            |
 *        +---------------- BuyersDay, AgentsDay: answers, some time later <-----------+
 * </pre>
 *
 * <p>All of it runs on the thread that calls {@link io.gavel.gateway.demo.day.Day#live}; the line has its own.
 */
@NullMarked
package io.gavel.gateway.demo.day;

import org.jspecify.annotations.NullMarked;
