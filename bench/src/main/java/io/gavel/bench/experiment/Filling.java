package io.gavel.bench.experiment;

import io.gavel.Engine;
import io.gavel.EngineConfig;
import io.gavel.core.Exchange;
import io.gavel.gateway.Gateway;
import io.gavel.gateway.config.ExchangeConfig;
import io.gavel.gateway.config.Problems;
import io.gavel.message.EntityKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An exchange's data directory with a lot of trade in it, made in process and without HTTP. */
final class Filling {
    private final Path data;
    private final String market;

    Filling(Path data, int orders) {
        this.data = data;
        this.market = BenchMarket.fixed(orders, "http://127.0.0.1:9/lead");
    }

    String market() {
        return market;
    }

    /**
     * Trades so many pings, and has the views made of them; what came of it, in words.
     *
     * @param views a line of the configuration
     */
    String trade(long pings, String views) throws IOException {
        importMarket();
        String came = trade(pings);
        Gateway.open(ExchangeConfig.read(views, environment(), new Problems())).close();
        return came;
    }

    private String trade(long pings) {
        try (Engine engine = Engine.open(EngineConfig.in(data), Exchange::new, List.of())) {
            Map<EntityKind, Integer> ids = new HashMap<>();
            engine.documents((kind, id, version, deleted, key, document, offset, length) -> ids.putIfAbsent(kind, id));
            Trading trading = new Trading(id(ids, EntityKind.SELLER), id(ids, EntityKind.CAMPAIGN));
            engine.subscribe("trading", trading);
            engine.start();
            trading.trade(engine, pings);
            return trading.toString();
        }
    }

    private static int id(Map<EntityKind, Integer> ids, EntityKind kind) {
        Integer id = ids.get(kind);
        if (id == null) {
            throw new IllegalStateException("the market has no " + kind);
        }
        return id;
    }

    private void importMarket() throws IOException {
        try (Gateway gateway = Gateway.open(ExchangeConfig.read("", environment(), new Problems()))) {
            gateway.start();
            List<String> wrong = gateway.importMarket("market.yaml", market.getBytes(StandardCharsets.UTF_8));
            if (!wrong.isEmpty()) {
                throw new IOException("the market is wrong: " + wrong);
            }
        }
    }

    private Map<String, String> environment() {
        return Map.of(
                "GAVEL_DATA",
                data.toString(),
                "GAVEL_SIP_ENABLED",
                "false",
                "GAVEL_OPERATOR_KEY",
                Servers.OPERATOR_KEY,
                "GAVEL_BUYERS_ALLOW_PRIVATE_ADDRESSES",
                "true");
    }
}
