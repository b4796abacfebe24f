package io.gavel.gateway.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.junit.Options;
import com.microsoft.playwright.junit.OptionsFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** How Playwright starts the machine's own Chromium: nothing is downloaded, and the browser calls nobody. */
public final class Chromium implements OptionsFactory {
    private static final List<Path> PLACES = List.of(
            Path.of("/usr/bin/chromium"), Path.of("/usr/bin/chromium-browser"), Path.of("/usr/bin/google-chrome"));
    private static final int PATIENCE_MILLIS = 30_000;

    /** Whether this machine has one. */
    public static boolean isHere() {
        return PLACES.stream().anyMatch(Files::isExecutable);
    }

    @Override
    public Options getOptions() {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        Path binary = PLACES.stream().filter(Files::isExecutable).findFirst().orElseThrow();
        return new Options()
                .setPlaywrightCreateOptions(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")))
                .setLaunchOptions(new BrowserType.LaunchOptions()
                        .setExecutablePath(binary)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--disable-sync",
                                "--disable-dev-shm-usage",
                                "--disable-background-networking",
                                "--disable-component-update")))
                .setContextOptions(new Browser.NewContextOptions()
                        .setViewportSize(Screen.WIDTH, Screen.HEIGHT)
                        .setLocale("en-US"));
    }
}
