package io.gavel.gateway.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CsvTest {

    @Test
    void textsFromOutsideAreNeverFormulas() {
        Csv csv = new Csv()
                .text("=HYPERLINK(\"http://x\")")
                .text("+1")
                .text("-2")
                .text("@SUM(A1)")
                .text("\tx")
                .text("plain")
                .plain("-3.50")
                .end();

        assertEquals("\"'=HYPERLINK(\"\"http://x\"\")\",'+1,'-2,'@SUM(A1),\"'\tx\",plain,-3.50\r\n", csv.toString());
    }

    @Test
    void commasQuotesAndLinesAreQuoted() {
        Csv csv = new Csv()
                .text("a,b")
                .text("say \"hi\"")
                .text("two\nlines")
                .text(" edge")
                .text("")
                .text("a;=1+1")
                .end();

        assertEquals("\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\",\" edge\",,\"a;=1+1\"\r\n", csv.toString());
    }
}
