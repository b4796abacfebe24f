package io.gavel.gateway.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gavel.message.BidAnswer;
import io.gavel.message.DeliveryAnswer;
import io.gavel.view.ViewConfig;
import io.gavel.view.Views;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class ExplanationTest {
    private static final String HEAD =
            "{'verticals':{'v':{'fields':{'state':{'type':'us_state'},'age':{'type':'integer'},"
                    + "'phone':{'type':'phone','personal':true}}}},'sellers':{'s':{'share':0.5}},'buyers':{"
                    + "'rich':{'timezone':'America/New_York'},'poor':{'credit':5},'gone':{'enabled':false}},'campaigns':{";
    private static final String DELIVER = "'deliver':{'url':'http://127.0.0.1:9/lead'}";

    @TempDir
    Path folder;

    private Views views;
    private Exchanged exchange;

    @BeforeEach
    void open() {
        views = Views.open(ViewConfig.in(folder));
        exchange = new Exchanged(views);
    }

    @AfterEach
    void close() {
        views.close();
    }

    private void market(String method, String orders) {
        exchange.market(HEAD + "'c':{'vertical':'v','product':'lead','method':'" + method
                + "','sellers':['s'],'floor':2}},'orders':{" + orders + "}}");
    }

    private static String fixed(String name, String buyer, String price, String rest) {
        return "'" + name + "':{'buyer':'" + buyer + "','campaign':'c','price':" + price
                + (rest.isEmpty() ? "" : "," + rest) + "}";
    }

    private static String asks(String name) {
        return "'" + name + "':{'buyer':'rich','campaign':'c','bid':{'url':'http://127.0.0.1:9/bid','max':40}}";
    }

    @Test
    void everyOrderHasItsWord() {
        market(
                "ping_post",
                String.join(
                        ",",
                        fixed("best", "rich", "12", ""),
                        fixed("second", "rich", "10.5", ""),
                        fixed("low", "rich", "1", ""),
                        fixed("lower", "rich", "0.5", ""),
                        fixed(
                                "picky",
                                "rich",
                                "30",
                                "'filter':{'all':[{'field':'state','in':['CA','NV']},"
                                        + "{'field':'age','between':[25,30]}]}"),
                        fixed("asleep", "rich", "31", "'hours':[{'days':'mon','from':'10:00','to':'18:00'}]"),
                        fixed("full", "rich", "32", "'caps':[{'count':0,'per':'day'}]"),
                        fixed("broke", "poor", "33", ""),
                        fixed("off", "rich", "34", "'enabled':false"),
                        fixed("nobody", "gone", "35", ""),
                        asks("asked"),
                        asks("silent"),
                        asks("wrong"),
                        asks("tired"),
                        asks("shy")));
        long ping = exchange.ping("c", "CA", 34, false);
        exchange.bid(ping, "asked", BidAnswer.BID, 11_000_000);
        exchange.bid(ping, "wrong", BidAnswer.ERROR, 0);
        exchange.bid(ping, "tired", BidAnswer.RESTING, 0);
        exchange.bid(ping, "shy", BidAnswer.NO_BID, 0);
        exchange.pass(1_000);
        market("ping_post", fixed("best", "poor", "3", "'enabled':false"));

        assertEquals(
                List.of(
                        "best won",
                        "asked outbid short by 1000000",
                        "second outbid short by 1500000",
                        "silent late no answer in time",
                        "wrong error the bid endpoint failed or answered nonsense",
                        "tired resting not asked: its endpoint failed too often and rests",
                        "shy no_bid the buyer did not want it",
                        "low below_floor its price is below the floor",
                        "lower below_floor its price cannot reach the floor of 2.00",
                        "picky filtered age between 25 and 30 does not hold: 34",
                        "asleep closed it was Mon 09:00 in America/New_York, open mon 10:00-mon 18:00",
                        "full capped the order's cap of 0 per day was full",
                        "broke no_credit the buyer's credit did not reach for the order's price",
                        "off disabled the order was switched off",
                        "nobody disabled the buyer was switched off"),
                exchange.explain(ping));
    }

    @Test
    void aRefusalIsSaidInTheBuyersWords() {
        market("ping_post", fixed("first", "rich", "12", DELIVER) + "," + fixed("next", "rich", "9", DELIVER));
        long ping = exchange.ping("c", "NY", 40, false);
        long lead = exchange.post(ping, "NY", 40);
        exchange.deliver(lead, "first", DeliveryAnswer.REFUSED, "had it already");
        exchange.deliver(lead, "next", DeliveryAnswer.ACCEPTED, "");

        assertEquals(
                List.of("first refused refused the delivery: had it already", "next outbid short by 3000000"),
                exchange.explain(ping));
    }

    @Test
    void whoCameLaterInTheWaterfallWasNotNeeded() {
        market(
                "waterfall",
                fixed("tier-1", "rich", "3", "'priority':1") + "," + fixed("tier-2", "rich", "20", "'priority':2"));
        long ping = exchange.ping("c", "NY", 40, false);

        assertEquals(
                List.of("tier-1 won", "tier-2 outbid orders before it in the waterfall took the ping"),
                exchange.explain(ping));
    }

    @Test
    void whoseTurnItWasNotIsSaid() {
        market("round_robin", fixed("a", "rich", "3", "") + "," + fixed("b", "rich", "20", ""));
        exchange.ping("c", "NY", 40, false);
        long ping = exchange.ping("c", "NY", 41, false);

        assertEquals(List.of("b won", "a outbid it was another order's turn"), exchange.explain(ping));
    }

    @Test
    void buyersAreNotAskedForTestsUnlessTheyWantThem() {
        market("ping_post", fixed("a", "rich", "3", "") + "," + asks("asked"));
        long ping = exchange.ping("c", "NY", 40, true);

        assertEquals(
                List.of("a won", "asked not_asked a test, and the buyer is not asked for tests"),
                exchange.explain(ping));
    }
}
