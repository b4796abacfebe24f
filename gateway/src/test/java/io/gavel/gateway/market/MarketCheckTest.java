package io.gavel.gateway.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.gateway.config.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarketCheckTest {
    /** Line 1 to 20; what a test adds begins at line 21. */
    private static final String BASE = """
            verticals:
              auto:
                fields:
                  zip: {type: zip, required: ping}
                  state: {type: us_state}
                  age: {type: integer, min: 16, max: 110}
                  income: {type: decimal, min: 0}
                  born: {type: date}
                  insured: {type: boolean}
                  credit: {type: enum, values: [poor, fair, good]}
                  model: {type: text}
                  phone: {type: phone}
                  first_name: {type: text, personal: true}
            sellers: {acme: {api_key: demo-acme}}
            buyers: {north: {timezone: America/New_York}}
            campaigns:
              leads: {vertical: auto, product: lead, method: ping_post, sellers: [acme]}
              calls: {vertical: auto, product: call, method: ping_post}
            orders:
              good: {buyer: north, campaign: leads, price: 5.00}
            """;

    @Test
    void theSampleMarketIsValid() throws IOException {
        assertEquals(List.of(), check(Files.readString(Path.of("../config/market.yaml"))));
    }

    @Test
    void theContractsExampleIsValid() {
        assertEquals(List.of(), check("""
                currency: USD
                verticals:
                  auto-insurance:
                    fields:
                      zip:        {type: zip, required: ping}
                      state:      {type: us_state}
                      age:        {type: integer, min: 16, max: 110, required: ping}
                      insured:    {type: boolean}
                      credit:     {type: enum, values: [poor, fair, good, excellent]}
                      phone:      {type: phone, required: post, personal: true}
                      email:      {type: email, personal: true}
                      first_name: {type: text, personal: true}
                sellers:
                  acme-media: {name: Acme Media, api_key: demo-acme, share: 0.80}
                campaigns:
                  auto-leads:
                    vertical: auto-insurance
                    product: lead              # lead | call
                    method: ping_post          # waterfall | weighted | round_robin | ping_post
                    pricing: first_price       # first_price | second_price (ping_post)
                    deadline_ms: 500
                    floor: 2.00
                    max_sales: 1               # >1: shared
                    award_ttl_s: 60
                    sellers: [acme-media]
                    duplicates: {by: [phone], window: 30d}
                  auto-calls: {vertical: auto-insurance, product: call, method: ping_post, ring: all, flow: screen, recording: {mode: both_legs, announce: notice.wav}, conversion: {name: "Gavel", value: price}}
                buyers:
                  north-mutual: {name: North Mutual, api_key: demo-north, timezone: America/New_York, credit: 5000.00}
                orders:
                  north-west:
                    buyer: north-mutual
                    campaign: auto-leads
                    bid: {url: "http://127.0.0.1:9101/bid", timeout_ms: 200, max: 40.00}
                    priority: 1
                    weight: 60
                    filter: {all: [{field: state, in: [CA, NV]}, {field: age, between: [25, 64]}, {field: insured, is: true}]}
                    hours: [{days: mon-fri, from: "09:00", to: "18:00"}]
                    caps: [{count: 100, per: day}, {count: 5, per: hour}, {amount: 500.00, per: day}, {concurrent: 2}]
                    deliver: {url: "http://127.0.0.1:9101/lead"}
                    enabled: true
                  north-calls:
                    buyer: north-mutual
                    campaign: auto-calls
                    price: 14.00
                    billable_after_s: 90
                    caps: [{count: 3, per: day, on: answered}]
                    caller_id: pass
                    deliver: {sip: "sip:desk@127.0.0.1:5090", ring_s: 20}
                  north-number:
                    buyer: north-mutual
                    campaign: auto-calls
                    price: 14.00
                    deliver: {number: "+12125550100", carrier: voip-a}
                carriers:
                  voip-a: {addresses: [127.0.0.1/32], username: u, password: secret, realm: r, seller: acme-media, outbound: {sip: "sip:trunk.example", username: u, password: secret}}
                numbers:
                  "+18005550199": {campaign: auto-calls, source: billboard-i80, seller: acme-media}
                pools:
                  web: {campaign: auto-calls, numbers: ["+18005550100", "+18005550101"], hold_s: 1200, overflow: "+18005550180", origins: ["https://site.example"]}
                flows:
                  screen: {start: welcome, steps: {welcome: {play: welcome.wav, digits: 1, timeout_s: 5, retries: 2, keep_as: intent, on: {"1": auction, default: goodbye}}, goodbye: {play: bye.wav, then: hangup}, auction: {auction: true}}}
                webhooks:
                  crm: {url: "https://crm.example/hook", events: [lead.sold]}
                """));
    }

    @Test
    void anEmptyDocumentIsAnEmptyMarket() {
        assertEquals(List.of(), check(""));
        assertEquals(List.of(), check("{}"));
        assertEquals(List.of(), check("orders:\nbuyers:\n"));
    }

    @Test
    void everyMistakeIsFoundAtOnceWithItsKeyAndLine() {
        String text = BASE + """
              a: {campaign: leads, price: 1}
              b: {buyer: nroth, campaign: lead, price: 1}
              c: {buyer: north, campaign: leads}
              d: {buyer: north, campaign: leads, price: 1, bid: {url: "ftp://x"}}
              e: {buyer: north, campaign: leads, price: -1}
              f: {buyer: north, campaign: leads, price: 0.0000001}
              g: {buyer: north, campaign: leads, price: .nan}
              h: {buyer: north, campaign: leads, price: 1e999}
              i: {buyer: north, campaign: leads, price: 1, weigth: 3}
              j: {buyer: north, campaign: leads, price: 1, billable_after_s: 90}
              k: {buyer: north, campaign: leads, price: 1, deliver: {sip: "sip:a@b"}}
              l: {buyer: north, campaign: calls, price: 1}
              m: {buyer: north, campaign: leads, price: 1, hours: [{days: mon-fry, from: "25:00", to: "09:00"}]}
              n: {buyer: north, campaign: leads, price: 1, caps: [{count: 1}, {count: 1, amount: 2, per: day}, {concurrent: 1, per: day}]}
              o: {buyer: north, campaign: leads, price: 1, enabled: yes}
              p: {buyer: north, campaign: leads, price: 1, price: 2}
              "q q": {buyer: north, campaign: leads, price: 1}
            nonsense: {}
            currency: DOLLARS
            """;
        assertEquals(
                List.of(
                        "23 orders.a.buyer",
                        "24 orders.b.buyer",
                        "24 orders.b.campaign",
                        "25 orders.c.price",
                        "26 orders.d.bid.url",
                        "26 orders.d.price",
                        "27 orders.e.price",
                        "28 orders.f.price",
                        "29 orders.g.price",
                        "30 orders.h.price",
                        "31 orders.i.weigth",
                        "32 orders.j.billable_after_s",
                        "33 orders.k.deliver.sip",
                        "34 orders.l.deliver",
                        "35 orders.m.hours[0].days",
                        "35 orders.m.hours[0].from",
                        "36 orders.n.caps[0].per",
                        "36 orders.n.caps[1]",
                        "36 orders.n.caps[2].per",
                        "37 orders.o.enabled",
                        "38 orders.p.price",
                        "39 orders.q q",
                        "40 nonsense",
                        "41 currency"),
                places("# one\n# two\n" + text));
    }

    @Test
    void aFilterHasToFitItsFields() {
        String text = BASE + """
              a: {buyer: north, campaign: leads, price: 1, filter: {field: agee, is: 3}}
              b: {buyer: north, campaign: leads, price: 1, filter: {field: first_name, is: Ann}}
              c: {buyer: north, campaign: leads, price: 1, filter: {field: insured, less_than: 3}}
              d: {buyer: north, campaign: leads, price: 1, filter: {field: age, between: [64, 25]}}
              e: {buyer: north, campaign: leads, price: 1, filter: {field: age, is: 12}}
              f: {buyer: north, campaign: leads, price: 1, filter: {field: credit, in: [good, goood]}}
              g: {buyer: north, campaign: leads, price: 1, filter: {field: state, in: [CA, XX]}}
              h: {buyer: north, campaign: leads, price: 1, filter: {field: zip, starts_with: "9O"}}
              i: {buyer: north, campaign: leads, price: 1, filter: {all: [{field: age}, {any: []}]}}
              j: {buyer: north, campaign: leads, price: 1, filter: {all: {field: age, is: 20}}}
              k: {buyer: north, campaign: leads, price: 1, filter: {not: {field: born, at_least: yesterday}}}
              l: {buyer: north, campaign: leads, price: 1, filter: {all: [], any: []}}
              m: {buyer: north, campaign: leads, price: 1, filter: {field: age, greater_than: 20}}
              n: {buyer: north, campaign: leads, price: 1, filter: [{field: age, is: 20}]}
              o: {buyer: north, campaign: leads, price: 1, filter: {field: age, exists: maybe}}
              p: {buyer: north, campaign: leads, price: 1, filter: {field: zip, in: [1234]}}
              q: {buyer: north, campaign: leads, price: 1, filter: {field: phone, exists: true}}
              fine: {buyer: north, campaign: leads, price: 1, filter: {all: [{field: age, at_least: 21, less_than: 65}, {field: zip, in: [01234, "90210"]}, {field: born, between: ["1960-01-01", 2000-12-31]}, {field: model, starts_with: [Ford, GM]}, {field: income, at_least: 20000.50}, {not: {field: insured, exists: true}}]}}
            """;
        List<String> expected = new ArrayList<>();
        String[] keys = {
            "a.filter.field",
            "b.filter.field",
            "c.filter.less_than",
            "d.filter.between",
            "e.filter.is",
            "f.filter.in",
            "g.filter.in",
            "h.filter.starts_with",
            "i.filter.all[0]",
            "i.filter.all[1].any",
            "j.filter.all",
            "k.filter.not.at_least",
            "l.filter.any",
            "m.filter.greater_than",
            "n.filter",
            "o.filter.exists",
            "p.filter.in",
            "q.filter.field"
        };
        for (String key : keys) {
            expected.add((21 + key.charAt(0) - 'a') + " orders." + key);
        }
        assertEquals(expected, places(text));
    }

    @Test
    void campaignsBuyersSellersAndVerticalsAreCheckedToo() {
        String text = """
                verticals:
                  a: {fields: {x: {type: integre}, y: {type: phone, required: ping}, z: {type: enum}, 1: {type: text}, w: {type: text, min: 3}}}
                  b: {}
                sellers:
                  s: {share: 1.5, api_key: "  "}
                  t: {share: 0.5, margin: 2, rate_limit: 0}
                  u: {api_key: the-same-key}
                buyers:
                  b: {timezone: Mars/Olympus, credit: 1e999, api_key: the-same-key}
                campaigns:
                  c: {vertical: zz, product: leed, method: ping-post, pricing: second_price, deadline_ms: 0}
                  d: {vertical: a, product: lead, method: weighted, pricing: second_price, sellers: [s, nobody, s], flow: f}
                  e: {vertical: a, product: call, method: weighted, max_sales: 2, duplicates: {by: [x], window: soon}}
                """;
        assertEquals(
                List.of(
                        "2 verticals.a.fields.x.type",
                        "2 verticals.a.fields.y.required",
                        "2 verticals.a.fields.z.values",
                        "2 verticals.a.fields.1",
                        "2 verticals.a.fields.w.min",
                        "3 verticals.b.fields",
                        "5 sellers.s.share",
                        "5 sellers.s.api_key",
                        "6 sellers.t.margin",
                        "6 sellers.t.rate_limit",
                        "9 buyers.b.timezone",
                        "9 buyers.b.credit",
                        "9 buyers.b.api_key",
                        "11 campaigns.c.vertical",
                        "11 campaigns.c.product",
                        "11 campaigns.c.method",
                        "11 campaigns.c.deadline_ms",
                        "12 campaigns.d.pricing",
                        "12 campaigns.d.sellers",
                        "12 campaigns.d.sellers",
                        "12 campaigns.d.flow",
                        "12 campaigns.d.flow",
                        "13 campaigns.e.max_sales",
                        "13 campaigns.e.duplicates.by",
                        "13 campaigns.e.duplicates.window"),
                places(text));
    }

    @Test
    void whatOnlyCallsHaveIsCheckedToo() {
        String text = BASE + """
            carriers:
              c: {addresses: [300.0.0.1, 10.0.0.0/33], username: u}
              d: {}
            numbers:
              "5550100": {campaign: calls}
              "+18005550100": {campaign: leads, seller: nobody}
            pools:
              p: {campaign: calls, numbers: ["+18005550100", "+18005550101", "+18005550101"], origins: ["site"]}
            flows:
              f: {start: a, steps: {b: {digits: 1, on: {"x": c}}, d: {play: x.wav}}}
            webhooks:
              w: {events: [Lead Sold]}
            """;
        assertEquals(
                List.of(
                        "22 carriers.c.addresses",
                        "22 carriers.c.addresses",
                        "22 carriers.c.password",
                        "23 carriers.d",
                        "25 numbers.5550100",
                        "26 numbers.+18005550100.campaign",
                        "26 numbers.+18005550100.seller",
                        "28 pools.p.numbers",
                        "28 pools.p.numbers",
                        "28 pools.p.origins",
                        "30 flows.f.start",
                        "30 flows.f.steps.b.on.x",
                        "30 flows.f.steps.b.on.x",
                        "30 flows.f.steps.b.on",
                        "30 flows.f.steps.d",
                        "32 webhooks.w.url",
                        "32 webhooks.w.events"),
                places(text));
    }

    private static final String FLOWS = BASE + """
            flows:
              screen:
                start: ask
                steps:
            """;

    @Test
    void aFlowWithoutAWayOutIsRefusedAtTheStepsThatLeadInTheCircle() {
        assertEquals(List.of("25 flows.screen.steps.ask", "26 flows.screen.steps.more"), places(FLOWS + """
                      ask: {play: a.wav, then: more}
                      more: {digits: 1, on: {"1": ask, default: more}}
                      end: {then: hangup}
                """));
        assertEquals(List.of(), places(FLOWS + """
                      ask: {play: a.wav, then: more}
                      more: {digits: 1, on: {"1": ask, "2": auction, default: more}}
                """));
    }

    @Test
    void aFlowMayAskForTheTimeOfDay() {
        assertEquals(List.of(), places(FLOWS + """
                      ask: {hours: [{days: mon-fri, from: "09:00", to: "18:00"}], timezone: America/New_York, then: auction, closed: sorry}
                      sorry: {play: sorry.wav, then: hangup}
                """));
        assertEquals(
                List.of(
                        "25 flows.screen.steps.ask.closed",
                        "25 flows.screen.steps.ask.timezone",
                        "25 flows.screen.steps.ask.then",
                        "26 flows.screen.steps.more.timezone",
                        "26 flows.screen.steps.more.hours",
                        "27 flows.screen.steps.last.closed"),
                places(FLOWS + """
                      ask: {hours: [{from: "09:00"}]}
                      more: {hours: [{from: "09:00"}], timezone: Mars/Olympus, digits: 1, then: ask, closed: last}
                      last: {then: auction, closed: ask}
                """));
    }

    @Test
    void whatIsHardlyMeantIsAWarningAndRefusesNothing() {
        String text =
                BASE.replace("product: call,", "product: call, flow: screen, recording: {announce: gone.wav},") + """
                flows:
                  screen:
                    start: ask
                    steps:
                      ask: {play: welcome.wav, digits: 1, keep_as: intent, on: {"1": auction, default: hangup}}
                      lost: {play: gone.wav, then: hangup}
                """;
        assertEquals(List.of(), places(text));
        assertEquals(
                List.of(
                        "18 campaigns.calls.flow",
                        "18 campaigns.calls.recording.announce",
                        "26 flows.screen.steps.lost.play",
                        "26 flows.screen.steps.lost"),
                MarketCheck.check(
                                "m.yaml", text.getBytes(java.nio.charset.StandardCharsets.UTF_8), "welcome.wav"::equals)
                        .warnings()
                        .stream()
                        .map(warning -> warning.line() + " " + warning.key())
                        .toList());
    }

    @Test
    void anAnswerThatItsFieldCannotTakeIsRefusedAtTheCampaign() {
        for (String keep : List.of("credit", "born", "first_name", "phone", "income", "state")) {
            String text = BASE.replace("product: call,", "product: call, flow: screen,")
                    + "flows: {screen: {start: ask, steps:" + " {ask: {digits: 1, keep_as: " + keep
                    + ", on: {\"1\": auction, default: hangup}}}}}\n";
            assertEquals(List.of("18 campaigns.calls.flow"), places(text), keep);
        }
    }

    @Test
    void whatACallBuyerMaySayInItsBidIsTheOperatorsToAllow() {
        assertEquals(List.of("21 orders.a.deliver.hosts", "22 orders.b.deliver.hosts"), places(BASE + """
                  a: {buyer: north, campaign: calls, price: 1, deliver: {sip: "sip:a@b.example", hosts: ["c.example:5060"]}}
                  b: {buyer: north, campaign: leads, price: 1, deliver: {url: "http://b.example/", hosts: [c.example]}}
                  c: {buyer: north, campaign: calls, price: 1, deliver: {sip: "sip:a@b.example", hosts: [c.example, "[::1]"]}}
                """));
    }

    @Test
    void whatBecomesOfCallersWhoComeAgainIsTheCampaigns() {
        assertEquals(
                List.of("20 campaigns.d.duplicates.repeat", "21 campaigns.e.duplicates.repeat"),
                places(BASE.replace("orders:\n  good: {buyer: north, campaign: leads, price: 5.00}\n", "") + """
                  c: {vertical: auto, product: call, duplicates: {by: [caller], window: 30d, repeat: same_buyer}}
                  d: {vertical: auto, product: call, duplicates: {by: [phone], window: 30d, repeat: nobody}}
                  e: {vertical: auto, product: lead, duplicates: {by: [phone], window: 30d, repeat: normal}}
                """));
    }

    @Test
    void aWrongKeyIsAnsweredWithTheRightOne() {
        String found =
                check(BASE + "  a: {buyer: nroth, campaign: leads, pirce: 1}\n").toString();

        assertTrue(found.contains("there is no buyer nroth, did you mean north?"), found);
        assertTrue(found.contains("is no key here, did you mean price?"), found);
    }

    @Test
    void theTrapsOfYamlAreRefusedNotFallenInto() {
        assertEquals(List.of("1 sellers.b", "1 sellers.b"), places("sellers: {a: &x {share: 1}, b: *x}"));
        assertFalse(check("a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n").isEmpty());
        assertFalse(check("orders: " + "[".repeat(2000)).isEmpty());
        assertFalse(check("orders: {a: {filter: " + "{not: ".repeat(2000)).isEmpty());
        assertFalse(check("a: 1\n---\nb: 2\n").isEmpty());
        assertFalse(check("\u0000").isEmpty());
        assertFalse(check("- a\n- b\n").isEmpty());
        assertFalse(check("just text").isEmpty());
        assertFalse(check("!!java.net.URL [\"http://x\"]").isEmpty());
        assertEquals(List.of("1 sellers.a"), places("sellers: {a: {}, a: {}}"));
    }

    private static List<Problem> check(String text) {
        return MarketCheck.problems("market.yaml", text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static List<String> places(String text) {
        return check(text).stream()
                .map(problem -> problem.line() + " " + problem.key())
                .toList();
    }
}
