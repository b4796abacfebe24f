package io.gavel.view;

import io.gavel.message.AccountKind;
import io.gavel.message.EntityKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Everything that views say, as lines to compare. */
final class Dump {
    private static final PingQuery ALL = new PingQuery(0, 0, null, 0, Long.MAX_VALUE, 1_000_000, 0);

    private Dump() {}

    static List<String> of(Views views) {
        List<String> lines = new ArrayList<>();
        views.pings().list(ALL).items().forEach(ping -> {
            lines.add(ping.toString());
            lines.add("lead of it " + views.leads().ofPing(ping.pingId()));
        });
        views.leads().list(ALL).items().forEach(lead -> lines.add(lead.toString()));
        views.audit().list(null, 0, 0, Long.MAX_VALUE, 1_000_000, 0).items().forEach(x -> lines.add(x.toString()));
        for (int id : views.audit().ids(EntityKind.ORDER)) {
            lines.add("now " + views.audit().at(EntityKind.ORDER, id, Long.MAX_VALUE >>> 21));
        }
        for (int id = 0; id < 20; id++) {
            for (long sequence = 0; sequence < 2_000; sequence += 100) {
                lines.add("standing " + views.standings().before(id, sequence, 0));
            }
        }
        for (int id = 1; id < 5; id++) {
            for (AccountKind kind : List.of(AccountKind.BUYER, AccountKind.SELLER)) {
                lines.add(kind + " " + id + " "
                        + views.money().statement(kind, id, 0, Long.MAX_VALUE, line -> lines.add(line.toString())));
            }
            lines.add("sales " + views.money().sales(id, 0, Long.MAX_VALUE, 100_000, 0));
        }
        lines.addAll(pnl(views));
        return lines;
    }

    static List<String> pnl(Views views) {
        List<String> lines = new ArrayList<>();
        views.pnl()
                .read(
                        0,
                        Long.MAX_VALUE,
                        (minute, seller, campaign, buyer, source, values) -> lines.add(minute + " " + seller + " "
                                + campaign + " " + buyer + " " + source + " " + Arrays.toString(values)));
        return lines;
    }
}
