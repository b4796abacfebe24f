package io.gavel.gateway.report;

import io.gavel.gateway.story.Story;
import io.gavel.message.Money;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** A platform's file of offline conversions: its head, and a row if there is a click of that platform. Times are UTC. Pure. */
enum Template {
    /** Google's template: rows with a {@code gclid}. */
    GOOGLE("yyyy-MM-dd HH:mm:ssxxx", "gclid", "Google Click ID"),
    /** The same with a column for each of the three click ids, of which a row has one. */
    GOOGLE_ALL("yyyy-MM-dd HH:mm:ssxxx", "gclid,gbraid,wbraid", "Google Click ID,GBRAID,WBRAID"),
    MICROSOFT("MM/dd/yyyy hh:mm:ss a", "msclkid", "Microsoft Click ID"),
    /** A record of Microsoft's Bulk service, format version 6.0. */
    MICROSOFT_BULK("M/d/yyyy h:mm:ss a", "msclkid", "") {
        @Override
        void head(Csv csv) {
            line(
                    csv,
                    "Type",
                    "Status",
                    "Id",
                    "Parent Id",
                    "Client Id",
                    "Name",
                    "Conversion Currency Code",
                    "Conversion Name",
                    "Conversion Time",
                    "Conversion Value",
                    "Microsoft Click Id");
            line(csv, "Format Version", "", "", "", "", "6.0", "", "", "", "", "");
        }

        @Override
        void row(Csv csv, Story story, String name, long micros, long value, String currency) {
            String click = story.get("msclkid");
            if (click != null) {
                csv.plain("Offline Conversion")
                        .plain("")
                        .plain("")
                        .plain("")
                        .plain("")
                        .plain("");
                csv.plain(currency).text(name).plain(time(micros)).plain(Money.text(value));
                csv.text(click).end();
            }
        }
    };

    private final DateTimeFormatter time;
    private final String ids;
    private final String columns;

    Template(String time, String ids, String columns) {
        this.time = DateTimeFormatter.ofPattern(time, Locale.ROOT).withZone(ZoneOffset.UTC);
        this.ids = ids;
        this.columns = columns;
    }

    void head(Csv csv) {
        csv.plain("Parameters:TimeZone=+0000").end();
        split(columns).forEach(csv::plain);
        line(csv, "Conversion Name", "Conversion Time", "Conversion Value", "Conversion Currency");
    }

    /** The first click id of the platform's order counts; without any there is no row. */
    void row(Csv csv, Story story, String name, long micros, long value, String currency) {
        String used = split(ids).stream()
                .filter(id -> story.get(id) != null)
                .findFirst()
                .orElse(null);
        String click = used == null ? null : story.get(used);
        if (used == null || click == null) {
            return;
        }
        for (String id : split(ids)) {
            csv.text(id.equals(used) ? click : "");
        }
        csv.text(name)
                .plain(time(micros))
                .plain(Money.text(value))
                .plain(currency)
                .end();
    }

    String time(long micros) {
        return time.format(Instant.ofEpochSecond(micros / 1_000_000));
    }

    private static List<String> split(String names) {
        return List.of(names.split(",", -1));
    }

    static void line(Csv csv, String... cells) {
        for (String cell : cells) {
            csv.plain(cell);
        }
        csv.end();
    }
}
