package io.gavel.gateway.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;

/** Somebody at the console in a browser: goes where people go, presses what they press. */
public final class Console {
    private final String address;
    private final Page page;

    /** Of the exchange at this port. */
    Console(int port, Page page) {
        this.address = "http://127.0.0.1:" + port + "/console/";
        this.page = page;
    }

    /** Opens a page of it and waits until all of it is there; the answer's status. */
    public int open(String path) {
        Response response = page.navigate(address + path);
        return response.status();
    }

    /** With a key; that leads to this page. */
    public void signIn(String key, String start) {
        open("sign-in");
        if (page.locator("#with-key").isHidden()) {
            page.getByText("With an API key").click();
        }
        page.locator("[name=key]").fill(key);
        page.locator("#with-key button").click();
        page.waitForURL(address + start);
    }

    public void signOut() {
        press("Sign out");
        page.waitForURL(address + "sign-in");
    }

    /** Presses the one button of this name. */
    public void press(String name) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true))
                .click();
    }
}
