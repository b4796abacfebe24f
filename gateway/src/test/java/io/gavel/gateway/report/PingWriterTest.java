package io.gavel.gateway.report;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.view.PingRecord;
import io.gavel.view.ViewConfig;
import io.gavel.view.Views;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pings in lists say what their answers said. */
class PingWriterTest {
    private static final String SHARED =
            "{'verticals':{'v':{'fields':{'state':{'type':'us_state'},'age':{'type':'integer'},"
                    + "'phone':{'type':'phone','personal':true}}}},'sellers':{'s':{'share':0.5}},'buyers':{'b':{}},"
                    + "'campaigns':{'c':{'vertical':'v','product':'lead','method':'ping_post','max_sales':2,'sellers':['s']}},"
                    + "'orders':{'one':{'buyer':'b','campaign':'c','price':10,'deliver':{'url':'http://127.0.0.1:9/lead'}},"
                    + "'two':{'buyer':'b','campaign':'c','price':8,'deliver':{'url':'http://127.0.0.1:9/lead'}},"
                    + "'three':{'buyer':'b','campaign':'c','price':6,'deliver':{'url':'http://127.0.0.1:9/lead'}}}}";

    @TempDir
    Path folder;

    @Test
    void thePriceOfASharedPingIsThatOfAllItsAwards() {
        try (Views views = Views.open(ViewConfig.in(folder))) {
            Exchanged exchange = new Exchanged(views);
            exchange.market(SHARED);
            PingRecord ping = views.pings().find(exchange.ping("c", "CA", 34, false));
            assertNotNull(ping);

            String seen = Json.buffer(
                            json -> new PingWriter(exchange.market.directory().now(), true).write(json, ping, 0))
                    .toString();

            assertTrue(seen.contains("\"price\":9.00"), seen);
        }
    }
}
