package io.gavel.gateway.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Sizes;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What a test's browser shows and complains of. Whatever is an error in its console or on its pages, and whatever a page asks of
 * another machine, fails the test; a test that fails leaves a picture. Pictures are left in {@code target/screenshots}.
 */
public final class Screen implements BeforeEachCallback, AfterTestExecutionCallback {
    static final int WIDTH = 1280;
    static final int HEIGHT = 900;
    /** Of a phone. */
    public static final int NARROW = 390;

    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final Set<String> HERE = Set.of("127.0.0.1", "localhost");
    private static final String PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? -1";
    /** Impacts that nobody may meet. */
    private static final String AXE =
            "rules => axe.run(document, rules ? {runOnly: rules} : {}).then(result => result.violations"
                    + ".filter(rule => rule.impact === 'serious' || rule.impact === 'critical')"
                    + ".map(rule => rule.id + ': ' + rule.nodes[0].html).join('; '))";

    private final List<String> complaints = new ArrayList<>();
    private final List<String> provoked = new ArrayList<>();
    private final List<Request> loaded = new ArrayList<>();
    private final Map<String, Long> sent = new HashMap<>();
    private int measured;
    private @Nullable Page shown;

    @Override
    public void beforeEach(ExtensionContext test) {
        Page page = Chromium.page(test);
        shown = page;
        page.context().onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text() + " at " + message.location());
            }
        });
        page.context().onWebError(error -> complaints.add(error.error()));
        page.context().onRequest(this::staysHere);
        page.context().onRequestFinished(loaded::add);
    }

    private void staysHere(Request request) {
        URI address = URI.create(request.url().replaceAll("[?#].*", ""));
        if (address.getHost() != null && !HERE.contains(address.getHost())) {
            complaints.add("asked " + address);
        }
    }

    /** Somebody at the console of the exchange at this port. */
    public Console console(int port) {
        return new Console(port, page());
    }

    /** What it shows, all through the test. */
    public Page page() {
        return Objects.requireNonNull(shown, "nothing is shown");
    }

    /** What the test itself provokes is no complaint: those with this text in them. */
    public void expected(String text) {
        provoked.add(text);
    }

    /** Whether its owner likes it dark. */
    public void dark(boolean isDark) {
        page().emulateMedia(
                        new Page.EmulateMediaOptions().setColorScheme(isDark ? ColorScheme.DARK : ColorScheme.LIGHT));
    }

    public void desk() {
        page().setViewportSize(WIDTH, HEIGHT);
    }

    /** Held in a hand; the page must not be wider than it. */
    public void phone() {
        page().setViewportSize(NARROW, 844);
        page().waitForCondition(() ->
                Boolean.TRUE.equals(page().evaluate("document.documentElement.scrollWidth <= " + NARROW)));
    }

    /** Keeps what is seen as a PNG file. */
    public void picture(String name) {
        page().screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
    }

    /**
     * Bytes of a page and all that it loads, with headers, as they were sent when each came first and nothing was kept of it; what
     * is played on it is not counted.
     */
    public long weight(Runnable opening) {
        int before = loaded.size();
        opening.run();
        int after = loaded.size();
        while (measured < after) {
            Request request = loaded.get(measured++);
            Sizes sizes = request.sizes();
            sent.merge(request.url(), (long) sizes.responseHeadersSize + sizes.responseBodySize, Math::max);
        }
        return loaded.subList(before, after).stream()
                .filter(request -> !request.resourceType().equals("media"))
                .mapToLong(request -> sent.get(request.url()))
                .sum();
    }

    /** Milliseconds until something was seen; -1: not yet. */
    public int paint() {
        return ((Number) page().evaluate(PAINT)).intValue();
    }

    /** What axe-core (MPL-2.0, of tests only) finds serious: rules and what breaks them; empty: nothing. */
    public String barriers() throws java.io.IOException {
        return found(null);
    }

    /** The same of what colours may do: the other rules find the same in any light. */
    public String contrasts() throws java.io.IOException {
        return found("color-contrast");
    }

    private String found(@Nullable String rule) throws java.io.IOException {
        if (!(Boolean) page().evaluate("'axe' in window")) {
            try (var axe = Objects.requireNonNull(Screen.class.getResourceAsStream("axe/axe.min.js"))) {
                page().evaluate("() => {" + new String(axe.readAllBytes(), StandardCharsets.UTF_8) + "\n}");
            }
        }
        return (String) page().evaluate(AXE, rule);
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        if (shown != null && context.getExecutionException().isPresent()) {
            picture("failed-" + context.getRequiredTestClass().getSimpleName() + "-"
                    + context.getRequiredTestMethod().getName());
        } else {
            complaints.removeIf(complaint -> provoked.stream().anyMatch(complaint::contains));
            assertEquals(List.of(), complaints, "the browser complains");
        }
    }
}
