package io.gavel.gateway.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageScriptsTest {
    private static final int LENGTH = 1 << 19;

    @Test
    void scriptsAreFoundHoweverTheyAreWritten() {
        assertFinds("<script src=\"/dni.js?pool=a\" async></script>", "/dni.js?pool=a");
        assertFinds(
                "<SCRIPT async SRC = 'https://x.example/dni.js?v=1&amp;pool=a'>",
                "https://x.example/dni.js?v=1&amp;pool=a");
        assertFinds("<script/src=//x.example/dni.js>", "//x.example/dni.js");
        assertFinds("<script data-src=\"/lazy.js\"\n src=\"/dni.js\">", "/dni.js");
        assertFinds(
                "<script src=/a.js></script><script src=/dni.js?a></script><script src=/dni.js?b>",
                "/dni.js?a",
                "/dni.js?b");
    }

    @Test
    void whatIsNoScriptOfOursIsNotFound() {
        assertFinds("<scripts src=/dni.js><img src=/dni.js><script>s.src = '/dni.js'</script>");
        assertFinds("<script src=/other.js></script>/dni.js<script");
    }

    /** Not timed: what grows with the square of the length would take minutes. */
    @Test
    void aPageThatMeansHarmIsReadAtOnce() {
        for (String harm : List.of(
                "<script/src=",
                "<script src= ",
                "<script ",
                "/dni.js",
                "<script src=/dni.js",
                "src=",
                "src ",
                "<script src   ")) {
            String page = harm.repeat(LENGTH / harm.length());
            assertTimeoutPreemptively(Duration.ofSeconds(20), () -> PageScripts.sources(page), harm);
            String open = "<script " + " ".repeat(LENGTH) + page;
            assertTimeoutPreemptively(Duration.ofSeconds(20), () -> PageScripts.sources(open), harm);
        }
    }

    private static void assertFinds(String page, String... sources) {
        assertEquals(List.of(sources), PageScripts.sources(page));
    }
}
