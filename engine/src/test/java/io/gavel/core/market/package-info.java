/** Tests of the market: random markets against a plain scan, caps against a recount, clocks against java.time. */
@org.jspecify.annotations.NullMarked
package io.gavel.core.market;
