package io.gavel.gateway.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.gavel.gateway.browser.Console;
import io.gavel.gateway.browser.InChromium;
import io.gavel.gateway.browser.Screen;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The console in a real Chromium. Pictures of its pages are left in {@code target/screenshots}. */
@Timeout(240)
@InChromium
@ExtendWith(Exchange.Shared.class)
class ConsoleIT {
    /** What a page may weigh with all that it loads, as it is sent. */
    private static final int HEAVIEST = 100_000;

    @RegisterExtension
    private final Screen screen = new Screen();

    private Page page;
    private Console console;

    @BeforeEach
    void open(Page opened, Exchange exchange) {
        page = opened;
        console = new Console(exchange.port(), opened);
        screen.show(opened);
    }

    @Test
    void whoSignsInSeesTheLivePageMove(Exchange exchange) {
        console.signIn(Exchange.OPERATOR, "live");
        screen.picture("live-light");
        Locator today = page.locator("[data-live=facts-Today]");
        String before = today.innerText();
        exchange.accepted(Exchange.ACME, "fixed");
        assertThat(today).not().hasText(before, new LocatorAssertions.HasTextOptions().setUseInnerText(true));
        screen.dark(true);
        screen.phone();
        screen.picture("live-dark-phone");
    }

    /** The provider is another site: the session's cookie is not sent with what begins there. */
    @Test
    void whoComesByTheIdentityProviderIsSignedIn(Exchange exchange) {
        exchange.provider.subject = "browser";
        exchange.provider.name = "browser@example.com";
        exchange.provider.groups = List.of("exchange-operators");
        page.navigate("http://localhost:" + exchange.port() + "/console/sign-in?to=%2Fconsole%2Fmarket");
        screen.picture("sign-in-provider");
        page.locator(".provider a").click();
        assertThat(page).hasTitle("Company");
        page.locator("#yes").click();
        page.waitForURL("**/console/market");
        assertThat(page.locator(".who")).containsText("browser@example.com");
        screen.expected("favicon.ico"); // the provider has none
    }

    @Test
    void aDeadEndOfAFlowIsRedOnItsStepAndAGoodFlowIsDrawnAndKept() {
        console.signIn(Exchange.OPERATOR, "live");
        console.open("flows/drawn?begin=yes");
        fill("name0", "welcome");
        fill("play0", "welcome.wav");
        fill("digits0", "1");
        fill("on0", "1=auction");
        fill("then0", "nowhere");
        page.locator(".flow-editor button").click();
        assertThat(page.locator(".flow .card.bad .wrong")).containsText("there is no step nowhere");
        screen.expected("422");
        screen.picture("flow-dead-end");
        fill("then0", "goodbye");
        fill("name1", "goodbye");
        fill("then1", "hangup");
        page.locator(".flow-editor button").click();
        assertThat(page.locator(".flow .card")).hasCount(2);
        assertThat(page.locator(".card.bad")).hasCount(0);
        screen.dark(true);
        screen.phone();
        screen.picture("flow-dark-phone");
        console.press("Apply");
        console.open("flows");
        assertThat(page.locator("main")).containsText("drawn");
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
        assertEquals(2, answer.status() / 100, answer::text);
    }

    @Test
    void aFormSaysWhatIsWrongBesideItsFieldAndAFlowIsCalledThrough(Exchange exchange) {
        flow(exchange, "called");
        console.signIn(Exchange.OPERATOR, "live");
        console.open("new/campaigns");
        page.locator(".sheet [name=id]").fill("typed");
        page.locator("#f-name").fill("\"><img src=x onerror=window.harmed=1>");
        page.locator(".sheet [name='f.deadline_ms']").fill("soon");
        screen.picture("form-new");
        page.locator(".sheet .buttons button").first().click();
        assertThat(page.locator("#wrong-f-deadline_ms")).containsText("whole number");
        assertThat(page.locator("#f-deadline_ms")).hasValue("soon");
        assertNull(page.evaluate("window.harmed"));
        screen.picture("form-wrong");
        screen.expected("422");
        screen.dark(true);
        screen.phone();
        screen.picture("form-dark-phone");
        console.open("flows/called/try");
        key("9");
        assertThat(page.locator(".timeline")).containsText("once more");
        key("1");
        assertThat(page.locator(".headline")).containsText("goes to the auction");
        screen.phone();
        screen.picture("flow-called-dark-phone");
    }

    private void key(String key) {
        page.locator(".keypad .key", new Page.LocatorOptions().setHasText(key))
                .first()
                .click();
    }

    private void fill(String name, String value) {
        page.locator(".flow-editor [name=" + name + "]").fill(value);
    }

    @Test
    void aFilterIsBuiltAndTriedOnYesterdayWithoutChangingAnything(Exchange exchange) {
        exchange.accepted(Exchange.ACME, "leads");
        console.signIn(Exchange.OPERATOR, "live");
        console.open("orders/cheap/filter?match=all&f0=age&o0=at_least&v0=90");
        assertThat(page.locator("main")).containsText("age at_least 90");
        screen.picture("filter");
        page.locator("form[action='/console/what-if/start'] button").click();
        page.waitForURL("**/console/what-if");
        assertThat(page.locator(".headline")).containsText("It would have left");
        screen.picture("what-if");
        screen.dark(true);
        screen.phone();
        screen.picture("what-if-dark-phone");
    }

    @Test
    void keysLeadFromPlaceToPlace() {
        console.signIn(Exchange.OPERATOR, "live");
        page.keyboard().press("g");
        page.keyboard().press("m");
        page.waitForURL("**/console/market");
        assertThat(page.locator("main")).containsText("orders are on");
        screen.picture("market");
        page.keyboard().press("?");
        assertThat(page.locator("#help")).isVisible();
    }

    /** Nothing serious is found by axe-core on the main pages of each role, in light and dark, and none is heavy. */
    @Test
    void operatorsPagesCanBeReadByEverybodyAndWeighLittle(Exchange exchange) throws Exception {
        flow(exchange, "axe-flow");
        readable(
                "operator",
                Map.of(
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
                                "forms/campaigns",
                                "forms/campaigns/leads",
                                "forms/orders/young",
                                "forms/pools/web",
                                "new/sellers",
                                "flows/axe-flow/try?k=9",
                                "billing",
                                "billing/sellers/acme",
                                "scores",
                                "audit",
                                "changes",
                                "health",
                                "people",
                                "keys",
                                "account")));
    }

    @Test
    void sellersAndBuyersPagesCanBeReadByEverybodyAndWeighLittle() throws Exception {
        Map<String, List<String>> pages = new LinkedHashMap<>();
        pages.put(Exchange.ACME, List.of("earnings-overview", "campaigns/leads", "statement"));
        pages.put(Exchange.NORTH, List.of("overview", "orders", "leads"));
        readable("others", pages);
    }

    private void readable(String whose, Map<String, List<String>> pages) throws Exception {
        List<String> report = new ArrayList<>();
        read("sign-in", report);
        for (Map.Entry<String, List<String>> each : pages.entrySet()) {
            console.signIn(each.getKey(), each.getValue().get(0));
            for (String path : each.getValue()) {
                read(path, report);
            }
            console.signOut();
        }
        Files.write(Path.of("target", "console-pages-" + whose + ".txt"), report);
    }

    /** What it weighs, and when it was painted first, goes into {@code target/console-pages-*.txt}. */
    private void read(String path, List<String> report) throws Exception {
        long bytes = screen.weight(() -> console.open(path));
        assertTrue(bytes > 5_000 && bytes <= HEAVIEST, path + " weighs " + bytes);
        for (boolean dark : new boolean[] {false, true}) {
            screen.dark(dark);
            assertEquals("", screen.barriers(), path + (dark ? " in the dark" : ""));
        }
        report.add(path + ": " + bytes + " bytes, painted after " + screen.paint() + " ms");
    }

    @Test
    void theDocumentationIsReadAndTriedUnderItsPolicy() {
        console.open("../docs");
        assertThat(page.locator(".opblock").nth(50)).isVisible();
        screen.picture("docs");
    }
}
