package io.gavel.gateway.visit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gavel.gateway.Gateway;
import io.gavel.gateway.browser.InChromium;
import io.gavel.gateway.browser.Screen;
import io.gavel.gateway.config.ExchangeConfig;
import io.gavel.gateway.config.Problems;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The script in a real Chromium, on pages of another origin that allow scripts and requests to the exchange only. */
@Timeout(120)
@InChromium
class DniIT {
    private static final String PAGE = """
            <!doctype html><html><head><title>Site</title>
            <script async src="GATE/dni.js?pool=POOL" data-replace="(800) 555-0199" data-area-code="415"MORE></script></head><body>
            <p id="text">Call (800) 555-0199 now, or +1 800 555 0199, 800\u2013555\u20110199. Fax: (212) 555-7777.</p>
            <a id="link" href="tel:+18005550199">1-800-555-0199</a>
            <a id="other" href="tel:+12125557777">(212) 555-7777</a>
            <b id="marked" data-gavel-number>800.555.0199</b>
            <i id="empty" data-gavel-number></i>
            <b id="parts" data-gavel-number>Call (800) <u>555</u>-<s>0199</s></b>
            <div id="app"></div>
            </body></html>
            """;

    @RegisterExtension
    private final Screen screen = new Screen();

    @TempDir
    private Path folder;

    private @Nullable Gateway gateway;
    private @Nullable HttpServer site;
    private Page page;
    private String gate = "";

    @BeforeEach
    void open() throws Exception {
        page = screen.page();
        HttpServer pages = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        site = pages;
        pages.createContext("/", this::serve);
        pages.start();
        Problems problems = new Problems();
        ExchangeConfig config = ExchangeConfig.read(
                "",
                Map.of(
                        "GAVEL_DATA", folder.resolve("data").toString(),
                        "GAVEL_HTTP_PORT", "0",
                        "GAVEL_SIP_ENABLED", "false",
                        "GAVEL_OPERATOR_KEY", "dni-operator"),
                problems);
        assertEquals(List.of(), problems.list());
        Gateway opened = Gateway.open(config);
        gateway = opened;
        opened.start();
        String market = """
                verticals: {solar: {fields: {phone: {type: phone, personal: true}}}}
                campaigns: {solar: {vertical: solar, product: call, method: waterfall}}
                pools:
                  web: {campaign: solar, numbers: ["+18005550100", "+18005550101"], overflow: "+18005550180",
                        origins: ["SITE"]}
                  elsewhere: {campaign: solar, numbers: ["+18005550110"], origins: ["https://another.example"]}
                """.replace("SITE", origin());
        assertEquals(List.of(), opened.importMarket("market.yaml", market.getBytes(StandardCharsets.UTF_8)));
        gate = "http://127.0.0.1:" + opened.open().http();
    }

    @AfterEach
    void close() throws Exception {
        if (gateway != null) {
            gateway.close();
        }
        if (site != null) {
            site.stop(0);
        }
    }

    @Test
    void everyNumberOfThePageIsSwappedInItsOwnFormat() {
        visit("/?gclid=abc&pool=web");
        assertEquals(
                "Call (800) 555-0100 now, or +1 800 555 0100, 800\u2013555\u20110100. Fax: (212) 555-7777.",
                text("inner('text')"));
        assertEquals("1-800-555-0100", text("inner('link')"));
        assertEquals("tel:+18005550100", text("document.getElementById('link').getAttribute('href')"));
        assertEquals("tel:+12125557777", text("document.getElementById('other').getAttribute('href')"));
        assertEquals("(212) 555-7777", text("inner('other')"));
        assertEquals("800.555.0100", text("inner('marked')"));
        assertEquals("(800) 555-0100", text("inner('empty')"));
        assertEquals("Call (800) <u>555</u>-<s>0100</s>", text("document.getElementById('parts').innerHTML"));
        assertEquals("", text("document.getElementById('marked').style.visibility"));
    }

    @Test
    void whatAppearsLaterIsSwappedToo() {
        visit("/?pool=web");
        text("document.getElementById('app').innerHTML = '<p>New: <u id=new>(800)555-0199</u>'"
                + " + '<a id=call href=\"tel:800-555-0199\">call</a><s id=late data-gavel-number></s></p>'");
        await("inner('new') === '(800)555-0100'");
        await("document.getElementById('call').getAttribute('href') === 'tel:+18005550100'");
        await("inner('late') === '(800) 555-0100'");
        text("document.getElementById('new').firstChild.nodeValue = 'again 8005550199'");
        await("inner('new') === 'again 8005550100'");
        text("document.getElementById('link').setAttribute('href', 'tel:+18005550199')");
        await("document.getElementById('link').getAttribute('href') === 'tel:+18005550100'");
    }

    @Test
    void aVisitorKeepsNumberAndFirstClickOverPages() {
        visit("/?gclid=first&pool=web");
        String visit = text("gavel.visit");
        visit("/contact?pool=web");
        assertEquals(visit, text("gavel.visit"));
        assertEquals("+18005550100", text("gavel.number"));
        assertTrue(text("localStorage.getItem('_gavel')").contains("gclid=first"));
        assertTrue(text("document.cookie").contains("_gavel="));
        text("document.cookie = '_gavel=; max-age=0'");
        visit("/?pool=web");
        assertEquals(visit, text("gavel.visit"), "known by localStorage");
        text("localStorage.clear()");
        visit("/?pool=web");
        assertEquals(visit, text("gavel.visit"), "known by cookie");
    }

    @Test
    void withoutConsentNothingIsKeptOnTheDevice() {
        visit("/?pool=web&consent=required");
        assertEquals("", text("document.cookie"));
        assertEquals("null", text("localStorage.getItem('_gavel')"));
        String visit = text("gavel.visit");
        text("gavel.consent(true)");
        assertTrue(text("document.cookie").contains("_gavel="));
        visit("/?pool=web&consent=required");
        assertNotEquals("", visit);
        text("gavel.consent(false)");
        assertEquals("", text("document.cookie"));
    }

    @Test
    void consentAndTheAnalyticsIdAreToldOnlyAsTheVisitorAllows() {
        visit("/?pool=web&consent=required");
        text("document.cookie = '_ga=GA1.1.123456789.1700000000'");
        assertTrue(text("sent[0]").contains("\"ad_user_data\":\"denied\""), text("sent[0]"));
        assertFalse(text("sent[0]").contains("ga_client_id"));

        text("gavel.consent(true, {ad_personalization: false})");
        await("sent.length === 2");

        String told = text("sent[1]");
        assertTrue(told.contains("\"ga_client_id\":\"123456789.1700000000\""), told);
        assertTrue(told.contains("\"ad_user_data\":\"granted\",\"ad_personalization\":\"denied\""), told);
        visit("/?pool=web");
        assertTrue(text("sent[0]").contains("ga_client_id"), "who asks for no consent looks at once");
        assertFalse(text("sent[0]").contains("ad_user_data"), "and says nothing of it");
    }

    @Test
    void whatWillBeAnotherNumberIsHiddenUntilTheAnswerIsThere() {
        held();
        assertEquals("hidden hidden hidden visible", text("seen('text', 'link', 'marked', 'other')"));
        text("document.getElementById('app').innerHTML = '<p id=new>New: 8005550199</p>'");
        await("seen('new') === 'hidden'");

        text("go()");
        await("gavel.number !== null");

        assertEquals("New: 8005550100", text("inner('new')"));
        assertEquals("visible visible visible visible visible", text("seen('text', 'link', 'marked', 'other', 'new')"));
    }

    @Test
    void whoDoesNotAnswerInTimeHidesNothingLonger() {
        held();
        text("timers.forEach(function (timer) { timer(); })");
        assertEquals("visible visible visible visible", text("seen('text', 'link', 'marked', 'other')"));
        text("document.getElementById('app').innerHTML = '<p id=new>New: 8005550199</p>'");
        assertEquals("visible", text("seen('new')"));
        assertEquals("1-800-555-0199", text("inner('link')"));

        text("go()");
        await("gavel.number !== null");
        assertEquals("1-800-555-0100", text("inner('link')"));
        assertEquals("New: 8005550100", text("inner('new')"));
    }

    /** A page whose request waits for {@code go()}, and whose 300 ms are over when the test says so. */
    private void held() {
        page.navigate(origin() + "/?pool=web&held=1");
        await("window.gavel !== undefined && sent.length === 1");
    }

    @Test
    void aPageThatMayNotAskKeepsItsOwnNumberAndShowsIt() {
        page.navigate(origin() + "/?pool=elsewhere");
        await("window.gavel !== undefined && document.getElementById('marked').style.visibility === ''");
        assertEquals("800.555.0199", text("inner('marked')"));
        assertEquals("tel:+18005550199", text("document.getElementById('link').getAttribute('href')"));
        assertEquals("null", text("gavel.number"));
        screen.expected("/v1/visits");
    }

    @Test
    void anExchangeThatIsGoneCostsThePageNothing() {
        visit("/?pool=web");
        assertEquals("800.555.0100", text("inner('marked')"));
        Objects.requireNonNull(gateway).close();
        gateway = null;
        page.navigate(origin() + "/?pool=web&gone=1");
        await("document.getElementById('marked').style.visibility === ''");
        assertEquals("800.555.0199", text("inner('marked')"));
        screen.expected("ERR_CONNECTION_REFUSED");
    }

    @Test
    void theScriptHasAtMostFiveKilobytesWhenCompressed() throws IOException {
        try (InputStream script = VisitEdge.class.getResourceAsStream("dni.js")) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
                zip.write(Objects.requireNonNull(script).readAllBytes());
            }
            assertTrue(bytes.size() <= 5 * 1024, bytes.size() + " bytes");
        }
    }

    private void visit(String path) {
        page.navigate(origin() + path);
        await("window.gavel !== undefined && gavel.number !== null");
    }

    /** Waits until an expression is true; the page's policy forbids Playwright to ask it in the page. */
    private void await(String expression) {
        page.waitForCondition(() -> Boolean.TRUE.equals(page.evaluate(expression)));
    }

    /** An expression's value in the page, as a text. */
    private String text(String expression) {
        return String.valueOf(page.evaluate(expression));
    }

    private String origin() {
        return "http://localhost:" + Objects.requireNonNull(site).getAddress().getPort();
    }

    /** {@code pool} and {@code consent} of the query go into the page; it may load scripts of its own and of the exchange only. */
    private void serve(HttpExchange request) throws IOException {
        String query = Objects.toString(request.getRequestURI().getQuery(), "");
        byte[] body;
        if (request.getRequestURI().getPath().equals("/own.js")) {
            body = """
                    var sent = [];
                    (function (real) {
                      window.fetch = function (url, how) { sent.push(how.body); return real(url, how); };
                    })(window.fetch);
                    if (location.search.includes('held')) {
                      var go, timers = [];
                      (function (fetch, setTimeout) {
                        var answer = new Promise(function (resolve) { go = resolve; });
                        window.fetch = function (url, how) { return (sent.length ? fetch : wait)(url, how); };
                        function wait(url, how) {
                          sent.push(how.body);
                          return answer.then(function () { sent.pop(); return fetch(url, how); });
                        }
                        window.setTimeout = function (action, millis) {
                          return millis === 300 ? timers.push(action) : setTimeout(action, millis);
                        };
                      })(window.fetch, window.setTimeout);
                    }
                    function seen(...ids) {
                      return ids.map(function (id) {
                        return getComputedStyle(document.getElementById(id)).visibility;
                      }).join(' ');
                    }
                    function inner(id) { return document.getElementById(id).textContent; }
                    """.getBytes(StandardCharsets.UTF_8);
            request.getResponseHeaders().set("Content-Type", "text/javascript");
        } else {
            String page = PAGE.replace("GATE", gate)
                    .replace("POOL", query.contains("elsewhere") ? "elsewhere" : "web")
                    .replace("MORE", query.contains("consent=required") ? " data-consent=\"required\"" : "")
                    .replace("<title>", "<script src=\"/own.js\"></script><title>");
            body = page.getBytes(StandardCharsets.UTF_8);
            request.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            request.getResponseHeaders()
                    .set(
                            "Content-Security-Policy",
                            "default-src 'none'; script-src 'self' " + gate + "; connect-src " + gate);
        }
        request.sendResponseHeaders(200, body.length);
        request.getResponseBody().write(body);
        request.close();
    }
}
