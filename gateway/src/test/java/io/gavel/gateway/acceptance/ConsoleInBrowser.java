package io.gavel.gateway.acceptance;

import com.microsoft.playwright.Page;
import io.gavel.gateway.browser.Console;
import io.gavel.gateway.browser.Screen;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What tests of the console in a browser begin with: a screen, an empty page on it, and the shared exchange's console. */
abstract class ConsoleInBrowser {
    @RegisterExtension
    final Screen screen = new Screen();

    Page page;
    Console console;

    @BeforeEach
    void open(Exchange exchange) {
        page = screen.page();
        console = screen.console(exchange.port());
    }
}
