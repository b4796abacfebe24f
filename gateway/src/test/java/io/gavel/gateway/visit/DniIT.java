package io.gavel.gateway.visit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gavel.gateway.Gateway;
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
import org.junit.jupiter.api.io.TempDir;

/** The script in a real Chromium, on pages of another origin that allow scripts and requests to the exchange only. */
@Timeout(120)
class DniIT {
    private static final String PAGE = """
            <!doctype html><html><head><title>Site</title>
            <script async src="GATE/dni.js?pool=POOL" data-replace="(800) 555-0199" data-area-code="415"MORE></script></head><body>
            <p id="text">Call (800) 555-0199 now, or +1 800 555 0199. Fax: (212) 555-7777.</p>
            <a id="link" href="tel:+18005550199">1-800-555-0199</a>
            <a id="other" href="tel:+12125557777">(212) 555-7777</a>
            <b id="marked" data-gavel-number>800.555.0199</b>
            <i id="empty" data-gavel-number></i>
            <div id="app"></div>
            </body></html>
            """;

    @TempDir
    private Path folder;

    private @Nullable Gateway gateway;
    private @Nullable HttpServer site;
    private @Nullable Browser browser;
    private String gate = "";

    @BeforeEach
    void open() throws Exception {
        Path binary = Browser.binary();
        assumeTrue(binary != null, "skipped: there is no chromium on this machine (Debian: apt-get install chromium)");
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
        browser = Browser.start(Objects.requireNonNull(binary), folder.resolve("profile"));
    }

    @AfterEach
    void close() throws Exception {
        if (browser != null) {
            browser.close();
        }
        if (gateway != null) {
            gateway.close();
        }
        if (site != null) {
            site.stop(0);
        }
    }

    @Test
    void everyNumberOfThePageIsSwappedInItsOwnFormat() {
        Browser page = visit("/?gclid=abc&pool=web");
        assertEquals("Call (800) 555-0100 now, or +1 800 555 0100. Fax: (212) 555-7777.", page.text("inner('text')"));
        assertEquals("1-800-555-0100", page.text("inner('link')"));
        assertEquals("tel:+18005550100", page.text("document.getElementById('link').getAttribute('href')"));
        assertEquals("tel:+12125557777", page.text("document.getElementById('other').getAttribute('href')"));
        assertEquals("(212) 555-7777", page.text("inner('other')"));
        assertEquals("800.555.0100", page.text("inner('marked')"));
        assertEquals("(800) 555-0100", page.text("inner('empty')"));
        assertEquals("", page.text("document.getElementById('marked').style.visibility"));
    }

    @Test
    void whatAppearsLaterIsSwappedToo() {
        Browser page = visit("/?pool=web");
        page.text("document.getElementById('app').innerHTML = '<p>New: <u id=new>(800)555-0199</u>'"
                + " + '<a id=call href=\"tel:800-555-0199\">call</a><s id=late data-gavel-number></s></p>'");
        page.await("inner('new') === '(800)555-0100'");
        page.await("document.getElementById('call').getAttribute('href') === 'tel:+18005550100'");
        page.await("inner('late') === '(800) 555-0100'");
        page.text("document.getElementById('new').firstChild.nodeValue = 'again 8005550199'");
        page.await("inner('new') === 'again 8005550100'");
        page.text("document.getElementById('link').setAttribute('href', 'tel:+18005550199')");
        page.await("document.getElementById('link').getAttribute('href') === 'tel:+18005550100'");
    }

    @Test
    void aVisitorKeepsNumberAndFirstClickOverPages() {
        Browser page = visit("/?gclid=first&pool=web");
        String visit = page.text("gavel.visit");
        page = visit("/contact?pool=web");
        assertEquals(visit, page.text("gavel.visit"));
        assertEquals("+18005550100", page.text("gavel.number"));
        assertTrue(page.text("localStorage.getItem('_gavel')").contains("gclid=first"));
        assertTrue(page.text("document.cookie").contains("_gavel="));
        page.text("document.cookie = '_gavel=; max-age=0'");
        page = visit("/?pool=web");
        assertEquals(visit, page.text("gavel.visit"), "known by localStorage");
        page.text("localStorage.clear()");
        page = visit("/?pool=web");
        assertEquals(visit, page.text("gavel.visit"), "known by cookie");
    }

    @Test
    void withoutConsentNothingIsKeptOnTheDevice() {
        Browser page = visit("/?pool=web&consent=required");
        assertEquals("", page.text("document.cookie"));
        assertEquals("null", page.text("localStorage.getItem('_gavel')"));
        String visit = page.text("gavel.visit");
        page.text("gavel.consent(true)");
        assertTrue(page.text("document.cookie").contains("_gavel="));
        page = visit("/?pool=web&consent=required");
        assertNotEquals("", visit);
        page.text("gavel.consent(false)");
        assertEquals("", page.text("document.cookie"));
    }

    @Test
    void consentAndTheAnalyticsIdAreToldOnlyAsTheVisitorAllows() {
        Browser page = visit("/?pool=web&consent=required");
        page.text("document.cookie = '_ga=GA1.1.123456789.1700000000'");
        assertTrue(page.text("sent[0]").contains("\"ad_user_data\":\"denied\""), page.text("sent[0]"));
        assertFalse(page.text("sent[0]").contains("ga_client_id"));

        page.text("gavel.consent(true, {ad_personalization: false})");
        page.await("sent.length === 2");

        String told = page.text("sent[1]");
        assertTrue(told.contains("\"ga_client_id\":\"123456789.1700000000\""), told);
        assertTrue(told.contains("\"ad_user_data\":\"granted\",\"ad_personalization\":\"denied\""), told);
        page = visit("/?pool=web");
        assertTrue(page.text("sent[0]").contains("ga_client_id"), "who asks for no consent looks at once");
        assertFalse(page.text("sent[0]").contains("ad_user_data"), "and says nothing of it");
    }

    @Test
    void aPageThatMayNotAskKeepsItsOwnNumberAndShowsIt() {
        Browser page = Objects.requireNonNull(browser);
        page.open(origin() + "/?pool=elsewhere");
        page.await("window.gavel !== undefined && document.getElementById('marked').style.visibility === ''");
        assertEquals("800.555.0199", page.text("inner('marked')"));
        assertEquals("tel:+18005550199", page.text("document.getElementById('link').getAttribute('href')"));
        assertEquals("null", page.text("gavel.number"));
    }

    @Test
    void anExchangeThatIsGoneCostsThePageNothing() {
        Browser page = visit("/?pool=web");
        assertEquals("800.555.0100", page.text("inner('marked')"));
        Objects.requireNonNull(gateway).close();
        gateway = null;
        page.open(origin() + "/?pool=web&gone=1");
        assertEquals("800.555.0199", page.text("inner('marked')"));
        assertEquals("", page.text("document.getElementById('marked').style.visibility"));
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

    private Browser visit(String path) {
        Browser page = Objects.requireNonNull(browser);
        page.open(origin() + path);
        page.await("window.gavel !== undefined && gavel.number !== null");
        return page;
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
