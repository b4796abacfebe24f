package io.gavel.gateway.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.gavel.gateway.browser.InChromium;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The console in a real Chromium. Pictures of its pages are left in {@code target/screenshots}. */
@Timeout(240)
@InChromium
@ExtendWith(Exchange.Shared.class)
class ConsoleIT extends ConsoleInBrowser {
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
        assertThat(page.locator(".flow .card.bad .wrong")).containsText("there is no step nowhere");
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

    /** What a mouse can do, keys can, too. */
    @Test
    void aRowsStoryOpensBesideItsTableAndAChartIsReadByKeys(Exchange exchange) {
        String ping = exchange.accepted(Exchange.ACME, "leads");
        exchange.accepted(Exchange.ACME, "fixed");
        console.signIn(Exchange.OPERATOR, "live");
        Locator row =
                page.locator("main tr", new Page.LocatorOptions().setHas(page.locator("a[href$='" + ping + "']")));
        page.waitForCondition(() -> {
            console.open("pings?id=" + ping);
            return row.count() == 1;
        });
        row.locator("td").nth(2).click();
        Locator side = page.locator(".side");
        assertThat(side.locator(".ladder svg")).isVisible();
        assertThat(side.locator(".whole")).hasAttribute("href", "/console/pings/" + ping);
        screen.picture("ping-beside");
        page.keyboard().press("Escape");
        assertThat(side).isHidden();
        console.open("pings");
        page.keyboard().press("j");
        page.keyboard().press("o");
        assertThat(side.locator(".headline")).isVisible();
        page.keyboard().press("Escape");
        Locator price = page.locator("main th.num .sort").last();
        price.focus();
        page.keyboard().press("Enter");
        assertThat(page.locator("main th.num").last()).hasAttribute("aria-sort", "descending");

        console.open("live");
        page.locator(".chart").focus();
        page.keyboard().press("End");
        assertThat(page.locator(".chart .value")).containsText("pings ");
        page.keyboard().press("Home");
        assertThat(page.locator(".chart .value")).containsText("sold 0");
    }

    @Test
    void theDocumentationIsReadAndTriedUnderItsPolicy() throws Exception {
        console.open("../docs");
        assertThat(page.locator(".opblock").nth(50)).isVisible();
        screen.picture("docs");
        assertEquals("", screen.barriers(), "the documentation in the light");
        screen.dark(true);
        assertEquals("", screen.contrasts(), "the documentation in the dark");
    }
}
