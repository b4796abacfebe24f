package io.gavel.gateway.report;

import io.gavel.gateway.report.fact.FactQuery;
import io.gavel.gateway.report.fact.FactTable;
import io.gavel.gateway.report.fact.Facts;
import io.gavel.gateway.report.fact.Measure;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.List;

/** A long report with all of its groups, as a file of CSV: what {@link FactWriter} writes of one page. One thread. */
final class FactFile {
    private FactFile() {}

    /** Into a file that is not there yet; who asked deletes it, also after a failure. */
    static void write(Path file, Facts facts, FactQuery query, List<Measure> columns)
            throws Facts.NotReady, SQLException, IOException {
        try (Writer out = Files.newBufferedWriter(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            Csv csv = new Csv();
            FactWriter.head(csv, query.by(), columns);
            FactTable.Sums totals = facts.whole(query, row -> {
                FactWriter.row(csv, query.by(), columns, row);
                csv.moveTo(out);
            });
            FactWriter.totals(csv, query.by(), columns, totals);
            csv.moveTo(out);
        }
    }
}
