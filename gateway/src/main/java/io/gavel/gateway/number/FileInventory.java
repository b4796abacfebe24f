package io.gavel.gateway.number;

import io.gavel.gateway.market.Directory;
import io.gavel.gateway.market.Snapshot;
import io.gavel.gateway.vault.PhoneNumber;
import io.gavel.message.Money;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Numbers that the operator rents already, in a file: {@code number,carrier,monthly_fee,per_minute} a line, the first line names
 * the columns. Offered are those that the market does not have. The file is read anew each time.
 */
final class FileInventory implements NumberProvider {
    private static final List<String> COLUMNS = List.of("number", "carrier", "monthly_fee", "per_minute");

    private final @Nullable Path file;
    private final Directory directory;

    /** {@code file}: null: there is none, and nothing to offer. */
    FileInventory(@Nullable Path file, Directory directory) {
        this.file = file;
        this.directory = directory;
    }

    @Override
    public String name() {
        return "file";
    }

    @Override
    public CompletableFuture<List<Offer>> search(int areaCode, int limit) {
        try {
            Snapshot market = directory.now();
            List<Offer> offers = new ArrayList<>();
            for (Offer offer : read()) {
                boolean fits = areaCode == 0 || offer.number().startsWith("+1" + areaCode);
                if (fits && offers.size() < limit && market.number(offer.number()) == null) {
                    offers.add(offer);
                }
            }
            return CompletableFuture.completedFuture(offers);
        } catch (Failure e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** They are ours at once, as far as the file has them. */
    @Override
    public CompletableFuture<Progress> order(String reference, List<String> numbers) {
        try {
            Set<String> there = new HashSet<>();
            read().forEach(offer -> there.add(offer.number()));
            List<String> got = numbers.stream().filter(there::contains).toList();
            List<String> refused =
                    numbers.stream().filter(number -> !there.contains(number)).toList();
            return CompletableFuture.completedFuture(new Progress(State.DONE, got, refused));
        } catch (Failure e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** A file remembers no orders: the same one again has the same end. */
    @Override
    public CompletableFuture<Progress> find(String reference) {
        return CompletableFuture.completedFuture(Progress.NONE);
    }

    @Override
    public Duration settling() {
        return Duration.ZERO;
    }

    private List<Offer> read() {
        if (file == null) {
            return List.of();
        }
        try {
            List<Offer> offers = new ArrayList<>();
            for (CsvRows.Row row : CsvRows.read(Files.readString(file), COLUMNS)) {
                String number = PhoneNumber.ofLine(text(row, "number"));
                if (number == null) {
                    throw new Failure("the inventory's line " + row.line() + " has no number", false);
                }
                offers.add(new Offer(
                        number,
                        orNull(text(row, "carrier")),
                        amount(row, "monthly_fee"),
                        amount(row, "per_minute"),
                        ""));
            }
            return offers;
        } catch (IOException e) {
            throw new Failure("the inventory cannot be read: " + e.getClass().getSimpleName(), false);
        } catch (CsvRows.Malformed e) {
            throw new Failure("the inventory: " + e.getMessage(), false);
        }
    }

    private static String text(CsvRows.Row row, String column) {
        String cell = row.get(column);
        return cell == null ? "" : cell;
    }

    private static @Nullable String amount(CsvRows.Row row, String column) {
        String text = text(row, column);
        long micros = text.isEmpty() ? 0 : Money.parse(text);
        if (micros == Money.INVALID || micros < 0) {
            throw new Failure("the inventory's line " + row.line() + " has no amount in " + column, false);
        }
        return text.isEmpty() ? null : Money.text(micros);
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
