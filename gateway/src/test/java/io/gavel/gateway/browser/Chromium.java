package io.gavel.gateway.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * The machine's own Chromium, driven by Playwright: nothing is downloaded, and the browser calls nobody. Playwright's own extension keeps
 * its browser in a static place and does not outlive a first class where a process runs one class after the other.
 */
public final class Chromium {
    private static final List<Path> PLACES = List.of(
            Path.of("/usr/bin/chromium"), Path.of("/usr/bin/chromium-browser"), Path.of("/usr/bin/google-chrome"));
    private static final Namespace HERE = Namespace.create(Chromium.class);
    private static final int PATIENCE_MILLIS = 30_000;

    private Chromium() {}

    /** Whether this machine has one. */
    public static boolean isHere() {
        return PLACES.stream().anyMatch(Files::isExecutable);
    }

    /** The page of a test: one browser for its class, and for itself a context. */
    static Page page(ExtensionContext test) {
        Running running = test.getParent()
                .orElseThrow()
                .getStore(HERE)
                .computeIfAbsent(Running.class, type -> Running.start(), Running.class);
        return test.getStore(HERE)
                .computeIfAbsent(Opened.class, type -> running.open(), Opened.class)
                .page();
    }

    /** One browser, until its class of tests is over. */
    private record Running(Playwright playwright, Browser browser) implements AutoCloseable {
        static Running start() {
            PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
            Playwright playwright = Playwright.create(
                    new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            Path binary =
                    PLACES.stream().filter(Files::isExecutable).findFirst().orElseThrow();
            Browser browser = playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(binary)
                            .setArgs(List.of(
                                    "--no-sandbox",
                                    "--disable-gpu",
                                    "--disable-quic",
                                    "--disable-sync",
                                    "--disable-dev-shm-usage",
                                    "--disable-background-networking",
                                    "--disable-component-update")));
            return new Running(playwright, browser);
        }

        Opened open() {
            BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                    .setViewportSize(Screen.WIDTH, Screen.HEIGHT)
                    .setLocale("en-US"));
            return new Opened(context, context.newPage());
        }

        @Override
        public void close() {
            browser.close();
            playwright.close();
        }
    }

    /** What one test sees, with cookies and a cache of its own. */
    private record Opened(BrowserContext context, Page page) implements AutoCloseable {
        @Override
        public void close() {
            context.close();
        }
    }
}
