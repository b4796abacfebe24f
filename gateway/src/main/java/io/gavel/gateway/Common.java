package io.gavel.gateway;

import io.gavel.gateway.client.Clients;
import io.gavel.gateway.config.ExchangeConfig;
import io.gavel.gateway.http.Loop;
import io.gavel.gateway.http.Replies;
import io.gavel.gateway.market.ApiKeys;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.market.Market;
import io.gavel.gateway.market.SigningSecrets;
import io.gavel.gateway.metric.Metrics;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;

/**
 * What parts of the gateway share.
 *
 * @param clients to buyers
 * @param platforms clients to everybody else outside
 */
record Common(
        ExchangeConfig config,
        Memory memory,
        Directory directory,
        Market market,
        ApiKeys keys,
        Vertx vertx,
        List<Loop> loops,
        Replies replies,
        Clients clients,
        Clients platforms,
        SigningSecrets secrets,
        Metrics metrics,
        InstantSource clock) {}
