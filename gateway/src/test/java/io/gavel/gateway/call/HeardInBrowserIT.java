package io.gavel.gateway.call;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.gavel.gateway.browser.Console;
import io.gavel.gateway.browser.InChromium;
import io.gavel.gateway.browser.Screen;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A call that came of a hostile click, in a real Chromium: its recording is played, and what the click said stays text. */
@Timeout(240)
@InChromium
class HeardInBrowserIT {
    private static final String MARKET = """
            verticals: {solar: {fields: {phone: {type: phone, personal: true}, keyword: {type: text}}}}
            sellers: {acme: {api_key: demo-acme, share: 0.80}}
            campaigns:
              calls: {vertical: solar, product: call, method: waterfall, sellers: [acme], recording: {mode: both_legs}}
            buyers: {one: {api_key: demo-one, credit: 1000.00}}
            orders: {plain: {buyer: one, campaign: calls, price: 9.00, deliver: {sip: "sip:desk@127.0.0.1:BUYER", ring_s: 10}}}
            carriers: {voip: {addresses: [127.0.0.1/32], seller: acme}}
            pools: {web: {campaign: calls, numbers: ["+18005550100"], seller: acme}}
            """;

    /** Shown on the call's page; the others are kept and not shown. */
    private static final List<String> TRACKED = List.of(
            "gclid",
            "msclkid",
            "fbclid",
            "ttclid",
            "utm_source",
            "utm_medium",
            "utm_campaign",
            "utm_term",
            "utm_content",
            "utm_id",
            "keyword");

    @RegisterExtension
    private final Screen screen = new Screen();

    @TempDir
    private Path folder;

    @Test
    void itsRecordingIsPlayedAndItsClickDoesNoHarm() throws Exception {
        Page page = screen.page();
        try (Sipp phones = new Sipp(folder)) {
            int buyer = phones.callee(
                    "127.0.0.1",
                    new Sipp.Scenario()
                            .receive("INVITE")
                            .respond(180)
                            .respond(200)
                            .receive("ACK")
                            .plays(phones.tone("high", 1_000))
                            .receive("BYE")
                            .ok());
            String market = MARKET.replace("BUYER", Integer.toString(buyer));
            try (WholeGateway exchange = new WholeGateway(folder, market, "22500-22999")) {
                String call = called(phones, exchange);
                Console console = screen.console(exchange.ports.http());
                console.signIn(WholeGateway.KEY, "live");
                console.open("calls/" + call);
                plays(page);
                for (String name : TRACKED) {
                    assertThat(page.locator("main")).containsText("mark-" + name + "<script>");
                }
                screen.picture("call-light");
                assertEquals("", screen.barriers());
                screen.dark(true);
                screen.picture("call-dark");
                assertEquals("", screen.contrasts());
                screen.phone();
                screen.picture("call-dark-phone");
                for (String path : List.of("live", "calls", "calls/" + call, "pnl?by=source", "numbers", "pools/web")) {
                    assertEquals(200, console.open(path), path);
                    assertNull(page.evaluate("window.harmed"), path);
                    assertEquals(0, page.locator("img[src=x]").count(), path);
                }
                console.signOut();
                console.signIn("demo-one", "overview");
                console.open("calls/" + call);
                assertThat(page.locator("main")).not().containsText("mark-");
                plays(page);
            }
        }
    }

    /** Plays from the middle, by a press on the picture, to the end. */
    private static void plays(Page page) {
        Locator audio = page.locator("audio");
        page.locator("svg.wave").click();
        page.waitForCondition(() -> (Boolean) audio.evaluate("each => each.ended"));
        assertTrue((Boolean) audio.evaluate("each => each.duration > 1 && each.currentTime > each.duration / 2"));
        page.waitForCondition(
                () -> Double.parseDouble(page.locator(".wave .head").getAttribute("x1")) > 450);
    }

    private static String harm(String mark) {
        return "'\"`><img src=x onerror=window.harmed=1>mark-" + mark + "<script>window.harmed=1</script>";
    }

    /** A visitor calls the number that it is shown; the call's id when it is over and its recording is there. */
    private static String called(Sipp phones, WholeGateway exchange) throws Exception {
        StringBuilder landing =
                new StringBuilder("https://site.example/" + harm("page").replaceAll("[?#]", "") + "?a=b");
        for (String name : TRACKED) {
            landing.append('&').append(name).append('=').append(URLEncoder.encode(harm(name), StandardCharsets.UTF_8));
        }
        String body = new JsonObject()
                .put("pool", "web")
                .put("visitor", harm("visitor"))
                .put("landing_page", landing.toString())
                .put("referrer", "https://" + harm("referrer") + "/")
                .encode();
        HttpResponse<String> visit = exchange.send(exchange.request("/v1/visits")
                .header("content-type", "application/json")
                .header("user-agent", "Mozilla/5.0 " + harm("user_agent"))
                .POST(BodyPublishers.ofString(body)));
        assertEquals(200, visit.statusCode(), visit::body);
        phones.number(new JsonObject(visit.body()).getString("number").substring(1));
        phones.callers(
                exchange.ports.sip(),
                1,
                new Sipp.Scenario()
                        .request("INVITE", "")
                        .status(100)
                        .status(180)
                        .status(200)
                        .request("ACK", "")
                        .plays(phones.tone("low", 400))
                        .pause(2_000)
                        .request("BYE", "")
                        .status(200));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (System.nanoTime() < end) {
            var calls = new JsonObject(exchange.get("/v1/calls").body()).getJsonArray("items");
            if (!calls.isEmpty() && calls.getJsonObject(0).getString("recording") != null) {
                return calls.getJsonObject(0).getString("call_id");
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        throw new AssertionError(
                "no recorded call: " + exchange.get("/v1/calls").body());
    }
}
