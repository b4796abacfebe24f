package io.gavel.gateway.report.fact;

import java.sql.SQLException;
import java.sql.Statement;
import org.duckdb.DuckDBAppender;

/** The tables, and how a row is written. Texts are empty, not null, where nothing is known; money is micro-units. */
final class Schema {
    private Schema() {}

    static void create(Statement statement) throws SQLException {
        statement.execute("""
                CREATE TABLE IF NOT EXISTS fact (
                    place BIGINT NOT NULL, micros BIGINT NOT NULL, kind UTINYINT NOT NULL, subject BIGINT NOT NULL,
                    reference BIGINT NOT NULL, product VARCHAR NOT NULL, seller VARCHAR NOT NULL,
                    campaign VARCHAR NOT NULL, buyer VARCHAR NOT NULL, source VARCHAR NOT NULL, state VARCHAR NOT NULL,
                    keyword VARCHAR NOT NULL, landing_page VARCHAR NOT NULL, number VARCHAR NOT NULL, score SMALLINT,
                    pings INTEGER NOT NULL, auctions INTEGER NOT NULL, accepted INTEGER NOT NULL, bids INTEGER NOT NULL,
                    bid_micros BIGINT NOT NULL, awards INTEGER NOT NULL, posts INTEGER NOT NULL, sold INTEGER NOT NULL,
                    calls INTEGER NOT NULL, answered INTEGER NOT NULL, billable INTEGER NOT NULL,
                    seconds INTEGER NOT NULL, returned INTEGER NOT NULL, revenue BIGINT NOT NULL, cost BIGINT NOT NULL,
                    telephony BIGINT NOT NULL, spend BIGINT NOT NULL, held BIGINT NOT NULL)
                """);
        statement.execute("""
                CREATE TABLE IF NOT EXISTS told (
                    place BIGINT NOT NULL, micros BIGINT NOT NULL, ping BIGINT NOT NULL, state VARCHAR NOT NULL,
                    keyword VARCHAR NOT NULL, landing_page VARCHAR NOT NULL)
                """);
        statement.execute("CREATE TABLE IF NOT EXISTS place (version INTEGER, place BIGINT, since BIGINT)");
        statement.execute("CREATE TABLE IF NOT EXISTS batch (place BIGINT)");
    }

    static void append(DuckDBAppender row, Reader.Told told) throws SQLException {
        row.beginRow()
                .append(told.place())
                .append(told.atMicros())
                .append(told.ping())
                .append(told.origin().state())
                .append(told.origin().keyword())
                .append(told.origin().page())
                .endRow();
    }

    static void append(DuckDBAppender row, Fact fact) throws SQLException {
        row.beginRow()
                .append(fact.place)
                .append(fact.atMicros)
                .append((byte) fact.kind.code())
                .append(fact.subject)
                .append(fact.reference)
                .append(fact.product)
                .append(fact.seller)
                .append(fact.campaign)
                .append(fact.buyer)
                .append(fact.source)
                .append(fact.origin.state())
                .append(fact.origin.keyword())
                .append(fact.origin.page())
                .append(fact.origin.number());
        if (fact.origin.score() == Origin.NO_SCORE) {
            row.appendNull();
        } else {
            row.append((short) fact.origin.score());
        }
        row.append(fact.pings)
                .append(fact.auctions)
                .append(fact.accepted)
                .append(fact.bids)
                .append(fact.bidMicros)
                .append(fact.awards)
                .append(fact.posts)
                .append(fact.sold)
                .append(fact.calls)
                .append(fact.answered)
                .append(fact.billable)
                .append(fact.seconds)
                .append(fact.returned)
                .append(fact.revenue)
                .append(fact.cost)
                .append(fact.telephony)
                .append(fact.spend)
                .append(fact.held)
                .endRow();
    }
}
