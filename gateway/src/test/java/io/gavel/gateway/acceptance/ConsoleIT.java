package io.gavel.gateway.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gavel.gateway.visit.Browser;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The console in a real Chromium. Pictures of its pages are left in {@code target/screenshots}. */
@Timeout(60)
@ExtendWith(Exchange.Shared.class)
class ConsoleIT {
    private static final Path PICTURES = Path.of("target", "screenshots");

    /** Bytes of a page and all that it loads, as they are sent. */
    private static final String WEIGHT = "[...performance.getEntriesByType('navigation'),"
            + " ...performance.getEntriesByType('resource')].reduce((sum, each) => sum + each.encodedBodySize, 0)";

    @TempDir
    private Path profile;

    private @Nullable Browser browser;

    @BeforeEach
    void open() throws Exception {
        Path binary = Browser.binary();
        assumeTrue(binary != null, "skipped: there is no chromium on this machine (Debian: apt-get install chromium)");
        browser = Browser.start(binary, profile);
    }

    @AfterEach
    void close() throws Exception {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void whoSignsInSeesTheLivePageMove(Exchange exchange) throws Exception {
        signIn(exchange, Exchange.OPERATOR, "/console/live");
        browser.picture(PICTURES.resolve("live-light.png"));
        String before = figures();
        exchange.accepted(Exchange.ACME, "fixed");
        browser.await("document.querySelector('[data-live=facts-Today]').innerText !== " + quoted(before));
        browser.look(390, 844, true);
        browser.picture(PICTURES.resolve("live-dark-phone.png"));
        browser.await("document.documentElement.scrollWidth <= 390");
    }

    @Test
    void theAuctionIsDrawnAndWhatSellersWriteStaysText(Exchange exchange) throws Exception {
        String source = "<script>window.harmed=1</script><img src=x onerror=window.harmed=1>";
        Exchange.Answer ping = exchange.post(
                "/v1/pings",
                Exchange.ACME,
                "{\"campaign\":\"leads\",\"fields\":{\"zip\":\"90210\",\"age\":34},\"source\":\"" + source + "\"}");
        String id = ping.json().path("ping_id").asText();
        Visitor operator = Visitor.with(exchange, Exchange.OPERATOR);
        Exchange.until(
                "the ping is shown", () -> operator.get("/console/pings/" + id).statusCode() == 200);
        signIn(exchange, Exchange.OPERATOR, "/console/live");
        for (String page :
                new String[] {"/console/pings/" + id, "/console/pings", "/console/live", "/console/pnl?by=source"}) {
            browser.open(address(exchange) + page);
            browser.await("document.body.innerText.includes('window.harmed=1')");
            assertEquals("undefined", browser.text("window.harmed"), page);
        }
        browser.open(address(exchange) + "/console/pings/" + id);
        browser.await("document.querySelectorAll('.ladder svg g.won rect').length > 0");
        assertTrue(browser.text("document.querySelector('.ladder').innerHTML").contains("age less_than 18"));
        browser.picture(PICTURES.resolve("ping-light.png"));
        browser.look(1280, 900, true);
        browser.picture(PICTURES.resolve("ping-dark.png"));
    }

    /** The provider is another site: the session's cookie is not sent with what begins there. */
    @Test
    void whoComesByTheIdentityProviderIsSignedIn(Exchange exchange) throws Exception {
        exchange.provider.subject = "browser";
        exchange.provider.name = "browser@example.com";
        exchange.provider.groups = List.of("exchange-operators");
        String here = "http://localhost:" + exchange.port();
        browser.open(here + "/console/sign-in?to=%2Fconsole%2Fmarket");
        browser.picture(PICTURES.resolve("sign-in-provider.png"));
        browser.text("document.querySelector('.provider a').click()");
        browser.await("document.title === 'Company'");
        browser.text("document.getElementById('yes').click()");
        browser.await(
                "location.pathname === '/console/market' && document.body.innerText.includes('browser@example.com')");
    }

    @Test
    void aDeadEndOfAFlowIsRedOnItsStepAndAGoodFlowIsDrawn(Exchange exchange) throws Exception {
        signIn(exchange, Exchange.OPERATOR, "/console/live");
        browser.open(address(exchange) + "/console/flows/drawn?begin=yes");
        fill("name0", "welcome");
        fill("play0", "welcome.wav");
        fill("digits0", "1");
        fill("on0", "1=auction");
        fill("then0", "nowhere");
        browser.text("document.querySelector('.flow-editor button').click()");
        browser.await(
                "document.querySelector('.flow .card.bad .wrong')?.textContent.includes('there is no step nowhere')");
        browser.picture(PICTURES.resolve("flow-dead-end.png"));
        fill("then0", "goodbye");
        fill("name1", "goodbye");
        fill("then1", "hangup");
        browser.text("document.querySelector('.flow-editor button').click()");
        browser.await("document.querySelectorAll('.flow .card').length === 2 && !document.querySelector('.card.bad')");
        browser.look(390, 844, true);
        browser.picture(PICTURES.resolve("flow-dark-phone.png"));
        browser.await("document.documentElement.scrollWidth <= 390");
    }

    @Test
    void aFilterIsBuiltAndTriedOnYesterdayWithoutChangingAnything(Exchange exchange) throws Exception {
        exchange.accepted(Exchange.ACME, "leads");
        signIn(exchange, Exchange.OPERATOR, "/console/live");
        browser.open(address(exchange) + "/console/orders/cheap/filter?match=all&f0=age&o0=at_least&v0=90");
        browser.await("document.body.innerText.includes('age at_least 90')");
        browser.picture(PICTURES.resolve("filter.png"));
        browser.text("document.querySelector('form[action=\"/console/what-if/start\"] button').click()");
        browser.await("location.pathname === '/console/what-if'"
                + " && document.querySelector('.headline')?.textContent.includes('It would have left')");
        browser.picture(PICTURES.resolve("what-if.png"));
        browser.look(390, 844, true);
        browser.picture(PICTURES.resolve("what-if-dark-phone.png"));
        browser.await("document.documentElement.scrollWidth <= 390");
    }

    private static void flow(Exchange exchange, String name) {
        String steps = "{\"start\":\"ask\",\"steps\":{\"ask\":{\"play\":\"welcome.wav\",\"digits\":1,\"retries\":1,"
                + "\"keep_as\":\"intent\",\"on\":{\"1\":\"auction\",\"default\":\"hangup\"}}}}";
        Exchange.Answer answer = exchange.send(
                "PUT",
                "/v1/admin/flows/" + name,
                Exchange.OPERATOR,
                "application/json",
                steps.getBytes(StandardCharsets.UTF_8));
        assertTrue(answer.status() / 100 == 2, answer::text);
    }

    @Test
    void aFormSaysWhatIsWrongBesideItsFieldAndAFlowIsCalledThrough(Exchange exchange) throws Exception {
        flow(exchange, "called");
        signIn(exchange, Exchange.OPERATOR, "/console/live");
        browser.open(address(exchange) + "/console/new/campaigns");
        browser.text("document.querySelector('.sheet [name=id]').value = 'typed'");
        browser.text("document.getElementById('f-name').value = '\"><img src=x onerror=window.harmed=1>'");
        browser.text("document.querySelector('.sheet [name=\"f.deadline_ms\"]').value = 'soon'");
        browser.picture(PICTURES.resolve("form-new.png"));
        browser.text("document.querySelector('.sheet .buttons button').click()");
        browser.await("document.getElementById('wrong-f-deadline_ms')?.textContent.includes('whole number')"
                + " && document.getElementById('f-deadline_ms').value === 'soon'");
        assertEquals("undefined", browser.text("window.harmed"));
        browser.picture(PICTURES.resolve("form-wrong.png"));
        browser.look(390, 844, true);
        browser.picture(PICTURES.resolve("form-dark-phone.png"));
        browser.await("document.documentElement.scrollWidth <= 390");
        browser.open(address(exchange) + "/console/flows/called/try");
        browser.text("[...document.querySelectorAll('.keypad .key')].find(key => key.innerText === '9').click()");
        browser.await("document.querySelector('.timeline')?.innerText.includes('once more')");
        browser.text("[...document.querySelectorAll('.keypad .key')].find(key => key.innerText === '1').click()");
        browser.await("document.querySelector('.headline').innerText.includes('goes to the auction')");
        browser.picture(PICTURES.resolve("flow-called-dark-phone.png"));
        browser.await("document.documentElement.scrollWidth <= 390");
    }

    private void fill(String name, String value) {
        browser.text("document.querySelector('.flow-editor [name=" + name + "]').value = " + quoted(value));
    }

    @Test
    void keysLeadFromPlaceToPlace(Exchange exchange) throws Exception {
        signIn(exchange, Exchange.OPERATOR, "/console/live");
        press("g");
        press("m");
        browser.await("location.pathname === '/console/market' && document.body.innerText.includes('orders are on')");
        browser.picture(PICTURES.resolve("market.png"));
        press("?");
        browser.await("document.getElementById('help').open");
    }

    @Test
    void sellersAndBuyersHaveTheirOwnRail(Exchange exchange) throws Exception {
        signIn(exchange, Exchange.ACME, "/console/earnings-overview");
        browser.await("document.body.innerText.includes('Today you earned')");
        browser.picture(PICTURES.resolve("seller.png"));
        assertEquals("null", browser.text("document.querySelector('.rail a[href=\"/console/live\"]')"));
        browser.text("document.querySelector('.who button').click()");
        browser.await("location.pathname === '/console/sign-in'");
        signIn(exchange, Exchange.NORTH, "/console/overview");
        browser.await("document.body.innerText.includes('Today you bought')");
        browser.picture(PICTURES.resolve("buyer.png"));
    }

    /** axe-core (MPL-2.0, of tests only) finds nothing serious on the main pages of each role, in light and dark. */
    @Test
    void operatorsPagesCanBeReadByEverybody(Exchange exchange) throws Exception {
        Map<String, List<String>> pages = Map.of(
                Exchange.OPERATOR,
                List.of(
                        "live",
                        "pnl",
                        "pings",
                        "leads",
                        "calls",
                        "returns",
                        "market",
                        "market/leads",
                        "orders/young",
                        "orders/young/filter",
                        "numbers",
                        "pools/web",
                        "flows/axe?begin=yes",
                        "what-if",
                        "billing",
                        "billing/sellers/acme",
                        "scores",
                        "audit",
                        "changes",
                        "health",
                        "people",
                        "keys",
                        "account"));
        readable(exchange, pages);
    }

    @Test
    void formsCanBeReadByEverybody(Exchange exchange) throws Exception {
        flow(exchange, "axe-flow");
        List<String> pages = List.of(
                "live",
                "forms/campaigns",
                "forms/campaigns/leads",
                "forms/orders/young",
                "forms/pools/web",
                "new/sellers",
                "flows/axe-flow/try?k=9");
        readable(exchange, Map.of(Exchange.OPERATOR, pages));
    }

    @Test
    void sellersAndBuyersPagesCanBeReadByEverybody(Exchange exchange) throws Exception {
        Map<String, List<String>> pages = new LinkedHashMap<>();
        pages.put(Exchange.ACME, List.of("earnings-overview", "campaigns/leads", "statement"));
        pages.put(Exchange.NORTH, List.of("overview", "orders", "leads"));
        readable(exchange, pages);
    }

    private void readable(Exchange exchange, Map<String, List<String>> pages) throws Exception {
        String axe = new String(
                ConsoleIT.class.getResourceAsStream("axe/axe.min.js").readAllBytes(), StandardCharsets.UTF_8);
        browser.open(address(exchange) + "/console/sign-in");
        assertEquals("", serious(axe), "sign-in");
        for (Map.Entry<String, List<String>> each : pages.entrySet()) {
            signIn(exchange, each.getKey(), "/console/" + each.getValue().get(0));
            for (String page : each.getValue()) {
                browser.open(address(exchange) + "/console/" + page);
                long bytes = Long.parseLong(browser.text(WEIGHT));
                assertTrue(bytes > 1_000 && bytes <= 100_000, page + " weighs " + bytes);
                for (boolean dark : new boolean[] {false, true}) {
                    browser.look(1280, 900, dark);
                    assertEquals("", serious(axe), page + (dark ? " in the dark" : ""));
                }
            }
            browser.text("document.querySelector('.who button').click()");
            browser.await("location.pathname === '/console/sign-in'");
        }
    }

    /** Which rules are broken, and by what; empty: none. */
    private String serious(String axe) {
        browser.text("(() => { delete window.found; if (!window.axe) {" + axe + "\n} })()");
        browser.text("void axe.run().then(result => { window.found = result.violations"
                + ".filter(rule => rule.impact === 'serious' || rule.impact === 'critical')"
                + ".map(rule => rule.id + ': ' + rule.nodes[0].html).join('; '); })");
        browser.await("window.found !== undefined");
        return browser.text("window.found");
    }

    @Test
    void theDocumentationIsReadAndTriedUnderItsPolicy(Exchange exchange) throws Exception {
        browser.open(address(exchange) + "/docs");
        browser.await("document.querySelectorAll('.opblock').length > 50");
        browser.picture(PICTURES.resolve("docs.png"));
    }

    private void signIn(Exchange exchange, String key, String start) throws Exception {
        browser.open(address(exchange) + "/console/sign-in");
        browser.look(1280, 900, false);
        browser.picture(PICTURES.resolve("sign-in.png"));
        browser.text("document.querySelector('[name=key]').value = " + quoted(key));
        browser.text("document.querySelector('#with-key button').click()");
        browser.await("location.pathname === '" + start + "' && document.readyState === 'complete'");
    }

    private void press(String key) {
        browser.text("document.body.dispatchEvent(new KeyboardEvent('keydown', {key: '" + key + "', bubbles: true}))");
    }

    private String figures() {
        return browser.text("document.querySelector('[data-live=facts-Today]').innerText");
    }

    private static String quoted(String text) {
        return new io.vertx.core.json.JsonArray().add(text).encode().replaceAll("^\\[|\\]$", "");
    }

    private static String address(Exchange exchange) {
        return "http://127.0.0.1:" + exchange.port();
    }
}
