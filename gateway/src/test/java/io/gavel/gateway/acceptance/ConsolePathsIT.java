package io.gavel.gateway.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import io.gavel.gateway.browser.InChromium;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What each role comes to the console for, done in a real Chromium from the sign-in to the end, by what can be seen and pressed. */
@Timeout(240)
@InChromium
@ExtendWith(Exchange.Shared.class)
class ConsolePathsIT extends ConsoleInBrowser {
    @Test
    void whoHasNoKeyIsToldSo() {
        console.open("sign-in");
        page.getByText("With an API key").click();
        page.locator("[name=key]").fill("not a key");
        page.locator("#with-key button").click();
        assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
        assertEquals(200, console.open("sign-in"));
        console.open("pnl");
        page.waitForURL("**/console/sign-in?to=%2Fconsole%2Fpnl");
        screen.expected("403");
    }

    @Test
    void anOperatorGoesFromTheProfitToAPingsLadderAndChangesAPriceAndBack(Exchange exchange) {
        String ping = exchange.accepted(Exchange.ACME, "leads");
        shown(exchange, ping);
        console.signIn(Exchange.OPERATOR, "live");
        console.open("pnl?by=campaign");
        assertThat(page.locator("main table")).containsText("leads");
        page.locator("main a[href*='/console/pings?'][href*='campaign=leads']")
                .first()
                .click();
        page.waitForURL("**/console/pings?**");
        page.locator("a[href='/console/pings/" + ping + "']").first().click();
        assertThat(page.locator(".ladder svg g.won rect").first()).isVisible();
        assertThat(page.locator(".ladder").first()).containsText("age less_than 18");
        screen.picture("ping-light");
        screen.dark(true);
        screen.picture("ping-dark");

        console.open("orders/cheap");
        changePrice("3.50");
        assertThat(page.locator("main")).containsText("What it would have done");
        console.press("Apply");
        assertThat(page.locator(".note.good")).containsText("3.50");
        screen.picture("order-changed");
        console.press("Undo");
        console.press("Apply");
        assertThat(page.locator("[name=price]:visible")).hasValue("3.00");
    }

    @Test
    void whomAnOperatorLetsInChoosesAPasswordAndSeesWhatAnAnalystSees() {
        console.signIn(Exchange.OPERATOR, "live");
        console.open("people");
        page.locator("[name=name]").fill("paula@example.com");
        page.locator("[name=role]").selectOption("analyst");
        console.press("Create");
        String temporary = page.locator("main pre").first().innerText().strip();
        console.signOut();
        signIn("paula@example.com", temporary);
        page.waitForURL("**/console/account");
        page.locator("[name=password]").fill(temporary);
        page.locator("[name=new]").fill("a password of mine");
        page.locator("[name=newAgain]").fill("a password of mine");
        console.press("Change it");
        assertThat(page.locator(".note.good")).isVisible();
        console.signOut();
        signIn("paula@example.com", "a password of mine");
        page.waitForURL("**/console/live");
        assertThat(page.locator(".who")).containsText("analyst");
        assertThat(page.locator(".rail a[href='/console/people']")).hasCount(0);
        for (String path : new String[] {"pnl", "market", "health", "billing"}) {
            assertEquals(200, console.open(path), path);
        }
        assertEquals(403, console.open("people"));
        screen.expected("403");
    }

    @Test
    void aSellerReadsWhatToSendTriesItAndFindsItsPing(Exchange exchange) {
        String ping = exchange.accepted(Exchange.ACME, "leads");
        shown(exchange, ping);
        console.signIn(Exchange.ACME, "earnings-overview");
        assertThat(page.locator("main")).containsText("Today you earned");
        screen.picture("seller");
        assertThat(page.locator(".rail a[href='/console/live']")).hasCount(0);
        page.locator(".rail a[href='/console/campaigns']").click();
        page.locator("main a[href='/console/campaigns/leads']").first().click();
        assertThat(page.locator("main")).containsText("Send a ping, get a price");
        page.locator("[name=fields]").fill("{\"zip\":\"90210\",\"age\":34}");
        page.locator("[name=key]").fill(Exchange.ACME);
        console.press("Send a test ping");
        assertThat(page.locator("main")).containsText("\"accepted\"");
        screen.picture("seller-tried");
        page.locator(".rail a[href='/console/pings']").click();
        page.locator("a[href='/console/pings/" + ping + "']").first().click();
        assertThat(page.locator(".headline")).containsText("It found a buyer at");
        assertThat(page.locator(".ladder")).hasCount(0);
    }

    @Test
    void aBuyerChangesAPriceWithinItsLimitsAndGivesALeadBack(Exchange exchange) {
        String lead = exchange.post(
                        "/v1/leads",
                        Exchange.ACME,
                        "{\"campaign\":\"fixed\",\"fields\":{\"zip\":\"90210\",\"age\":34,\"phone\":\"+13105550177\"}}")
                .json()
                .path("lead_id")
                .asText();
        Visitor south = Visitor.with(exchange, Exchange.SOUTH);
        Exchange.until(
                "the lead is shown", () -> south.get("/console/leads/" + lead).statusCode() == 200);
        console.signIn(Exchange.SOUTH, "overview");
        assertThat(page.locator("main")).containsText("Today you bought");
        screen.picture("buyer");
        page.locator(".rail a[href='/console/orders']").click();
        page.locator("main a[href='/console/orders/fixed']").first().click();
        changePrice("21.00");
        assertThat(page.locator(".note.warning")).containsText("an amount from 5.00 to 20.00");
        changePrice("11.00");
        console.press("Apply");
        assertThat(page.locator(".note.good")).containsText("11.00");

        page.locator(".rail a[href='/console/leads']").click();
        page.locator("a[href='/console/leads/" + lead + "']").first().click();
        page.locator("[name=reason]").fill("wrong number");
        page.locator("form[action='/console/returns/request'] button").click();
        assertThat(page.locator("main")).containsText("The money is back.");
        screen.picture("buyer-returned");
        screen.expected("422");
    }

    private void changePrice(String price) {
        Locator field = page.locator("[name=price]:visible");
        field.fill(price);
        field.press("Enter");
    }

    private void signIn(String name, String password) {
        console.open("sign-in");
        page.locator("[name=name]").fill(name);
        page.locator("#with-name [name=password]").fill(password);
        page.locator("#with-name button").click();
    }

    private static void shown(Exchange exchange, String ping) {
        Visitor operator = Visitor.with(exchange, Exchange.OPERATOR);
        Exchange.until(
                "the ping is shown",
                () -> operator.get("/console/pings/" + ping).statusCode() == 200);
    }
}
