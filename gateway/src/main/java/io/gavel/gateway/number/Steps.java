package io.gavel.gateway.number;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gavel.gateway.http.Call;
import io.gavel.gateway.http.DryRun;
import io.gavel.gateway.http.FieldError;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.market.Inventory;
import io.gavel.gateway.market.NumberInfo;
import io.gavel.gateway.market.Outcome;
import io.gavel.gateway.market.Snapshot;
import io.gavel.gateway.vault.PhoneNumber;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Numbers are assigned, moved, released, ported out and imported. On event loops. */
final class Steps {
    private static final String QUARANTINE = "quarantine_s";

    /** How long a released number rests if nobody says: most who noted it have called by then. */
    private static final long USUAL_QUARANTINE = 7 * 86_400L;

    private static final long LONGEST_QUARANTINE = 365 * 86_400L;
    /** Cells that are keys of the number's entry. */
    private static final List<String> ENTRY =
            List.of("campaign", "source", "seller", "carrier", "monthly_fee", "per_minute", "since");

    private final Directory directory;
    private final Inventory inventory;
    private final Listing listing;
    private final InstantSource clock;

    Steps(Directory directory, Inventory inventory, Listing listing, InstantSource clock) {
        this.directory = directory;
        this.inventory = inventory;
        this.listing = listing;
        this.clock = clock;
    }

    /** {@code POST …/{number}/assign {"pool"} or {"campaign", "source", "seller"}}. */
    void assign(Call call) {
        place(
                call,
                (number, place) -> inventory.assign(
                        number, place, clock.instant(), call.principal().name()));
    }

    /** {@code POST …/{number}/move}: likewise. */
    void move(Call call) {
        place(
                call,
                (number, place) -> inventory.move(
                        number, place, clock.instant(), call.principal().name()));
    }

    /** {@code POST …/{number}/release {"quarantine_s"}}. */
    void release(Call call) {
        String number = number(call);
        JsonNode body =
                number == null || call.body().length() == 0 ? Answers.JSON.createObjectNode() : Answers.object(call);
        if (number == null || body == null) {
            return;
        }
        List<FieldError> errors = new ArrayList<>();
        body.fieldNames().forEachRemaining(name -> {
            if (!name.equals(QUARANTINE)) {
                errors.add(new FieldError(name, "is not a key of this request"));
            }
        });
        JsonNode wanted = body.path(QUARANTINE);
        long seconds = wanted.isMissingNode() ? USUAL_QUARANTINE : wanted.isIntegralNumber() ? wanted.asLong() : -1;
        if (seconds < 0 || seconds > LONGEST_QUARANTINE) {
            errors.add(new FieldError(QUARANTINE, "must be a whole number from 0 to " + LONGEST_QUARANTINE));
        }
        if (!errors.isEmpty()) {
            Answers.invalid(call, errors);
            return;
        }
        answer(
                call,
                number,
                inventory.release(
                        number,
                        Duration.ofSeconds(seconds),
                        clock.instant(),
                        call.principal().name()));
    }

    /** {@code POST …/{number}/port-out}. */
    void portOut(Call call) {
        String number = number(call);
        if (number != null) {
            answer(
                    call,
                    number,
                    inventory.portOut(number, clock.instant(), call.principal().name()));
        }
    }

    /** {@code POST …/import?dry_run=true}, a CSV file: all rows, or none and what is wrong with each. */
    void bring(Call call) {
        List<CsvRows.Row> rows;
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(call.body().getBytes()))
                    .toString();
            rows = CsvRows.read(text, Listing.COLUMNS);
        } catch (CharacterCodingException e) {
            call.problem(400, "malformed", "The body is not UTF-8.");
            return;
        } catch (CsvRows.Malformed e) {
            call.problem(400, "malformed", "The body is not such a file: " + e.getMessage() + ".");
            return;
        }
        List<FieldError> errors = new ArrayList<>();
        List<Inventory.Row> wanted = wanted(rows, errors);
        if (!errors.isEmpty()) {
            Answers.invalid(call, errors);
            return;
        }
        Boolean dryRun = DryRun.of(call);
        if (dryRun == null) {
            return;
        }
        Answers.later(
                call,
                inventory.bring(
                        wanted, dryRun, clock.instant(), call.principal().name()),
                outcome -> {
                    if (outcome.refusal() != null) {
                        Answers.refused(call, outcome.refusal());
                        return;
                    }
                    Map<String, Integer> counts = new HashMap<>();
                    outcome.differences().stream()
                            .filter(difference -> difference.section().equals("numbers"))
                            .forEach(difference -> counts.merge(difference.change(), 1, Integer::sum));
                    ObjectNode body = Answers.JSON.createObjectNode();
                    body.put("rows", wanted.size());
                    body.put("added", counts.getOrDefault("added", 0));
                    body.put("changed", counts.getOrDefault("changed", 0));
                    body.put("dry_run", dryRun);
                    Answers.json(call, 200, body);
                });
    }

    /** The same of a file that is here; fails with an {@link IllegalArgumentException} that says what is wrong, a line each. */
    CompletableFuture<Outcome> bring(String csv, boolean dryRun, String actor) {
        List<FieldError> errors = new ArrayList<>();
        try {
            List<Inventory.Row> wanted = wanted(CsvRows.read(csv, Listing.COLUMNS), errors);
            if (errors.isEmpty()) {
                return inventory.bring(wanted, dryRun, clock.instant(), actor);
            }
        } catch (CsvRows.Malformed e) {
            return CompletableFuture.failedFuture(new IllegalArgumentException(e.getMessage(), e));
        }
        List<String> lines =
                errors.stream().map(each -> each.field() + " " + each.message()).toList();
        return CompletableFuture.failedFuture(new IllegalArgumentException(String.join("\n", lines)));
    }

    private static List<Inventory.Row> wanted(List<CsvRows.Row> rows, List<FieldError> errors) {
        List<Inventory.Row> wanted = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (CsvRows.Row row : rows) {
            String text = row.get("number");
            String number = text == null ? null : PhoneNumber.ofLine(text);
            if (number == null || !seen.add(number)) {
                errors.add(new FieldError(
                        "line " + row.line(),
                        number == null ? "has no phone number, or one with an extension" : "has " + number + " again"));
                continue;
            }
            Map<String, @Nullable String> cells = new LinkedHashMap<>();
            for (String key : ENTRY) {
                String cell = row.get(key);
                if (cell != null) {
                    cells.put(key, cell.isEmpty() ? null : cell);
                }
            }
            String pool = row.get("pool");
            wanted.add(new Inventory.Row(number, cells, pool == null || pool.isEmpty() ? null : pool));
        }
        return wanted;
    }

    /** What is done with a number and where it is to go. */
    private interface Placing {
        CompletableFuture<Outcome> with(String number, Inventory.Place place);
    }

    private void place(Call call, Placing placing) {
        String number = number(call);
        JsonNode body = number == null ? null : Answers.object(call);
        if (number == null || body == null) {
            return;
        }
        List<FieldError> errors = new ArrayList<>();
        body.fieldNames().forEachRemaining(name -> {
            boolean known = List.of("pool", "campaign", "source", "seller").contains(name);
            if (!known || !body.path(name).isTextual()) {
                errors.add(new FieldError(name, known ? "must be a text" : "is not a key of this request"));
            }
        });
        boolean toPool = body.has("pool");
        if (toPool == body.has("campaign")) {
            errors.add(new FieldError("pool", "either a pool or a campaign is needed"));
        } else if (toPool && body.size() > 1) {
            errors.add(new FieldError("pool", "its numbers have its own source and seller"));
        }
        if (toPool && directory.now().pool(body.path("pool").asText()) == null) {
            errors.add(new FieldError("pool", "there is no pool of this name"));
        }
        if (!errors.isEmpty()) {
            Answers.invalid(call, errors);
            return;
        }
        answer(
                call,
                number,
                placing.with(
                        number,
                        new Inventory.Place(
                                text(body, "pool"),
                                text(body, "campaign"),
                                text(body, "source"),
                                text(body, "seller"))));
    }

    private void answer(Call call, String number, CompletableFuture<Outcome> done) {
        Answers.later(call, done, outcome -> {
            Snapshot market = directory.now();
            NumberInfo info = market.number(number);
            ObjectNode item = info == null ? null : listing.item(market, info.id());
            if (outcome.refusal() != null) {
                Answers.refused(call, outcome.refusal());
            } else if (item != null) {
                Answers.json(call, 200, item);
            } else {
                call.noContent();
            }
        });
    }

    /** Null after it was answered that there is none such. */
    private static @Nullable String number(Call call) {
        String number = PhoneNumber.ofLine(call.pathParameter("number"));
        if (number == null) {
            call.problem(404, "not_found", "This is no phone number.");
        }
        return number;
    }

    private static @Nullable String text(JsonNode body, String name) {
        return body.has(name) ? body.path(name).asText() : null;
    }
}
