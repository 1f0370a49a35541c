package dev.howdah.engine.report;

import dev.howdah.engine.db.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A report as CSV files (RFC 4180, UTF-8), one a table. What is not known is empty. */
public final class ReportCsv {
    private ReportCsv() {}

    /**
     * Writes into a folder, which is made when it is not there.
     *
     * @return the files
     * @throws UncheckedIOException when it cannot be written
     */
    public static List<Path> write(Report report, Path folder) {
        try {
            Files.createDirectories(folder);
            List<Path> files = new ArrayList<>();
            files.add(table(folder, "vitals.csv", List.of("chart", "line", "at", "value"), vitals(report)));
            files.add(table(folder, "statements.csv", List.of("query_id", "user", "database", "calls", "total_ms", "mean_ms", "p95_estimate_ms", "rows",
                    "shared_read", "temp_written", "wal_bytes", "text"), report.statements().stream().map(s -> Arrays.<Object>asList(s.queryId(), s.user(),
                    s.database(), s.calls(), s.totalMs(), s.meanMs(), s.p95EstimateMs(), s.rows(), s.sharedRead(), s.tempWritten(), s.walBytes(),
                    s.text())).toList()));
            files.add(table(folder, "waits.csv", List.of("event", "samples", "share"),
                    report.waits().stream().map(w -> Arrays.<Object>asList(w.event(), w.samples(), w.share())).toList()));
            files.add(table(folder, "settings.csv", List.of("name", "setting", "unit", "source", "preset"),
                    report.settings().stream().map(s -> Arrays.<Object>asList(s.name(), s.setting(), s.unit(), s.source(), s.preset())).toList()));
            if (report.health() != null) {
                files.add(table(folder, "findings.csv", List.of("check", "level", "object", "since", "sentence", "fix", "undo"), report.health().findings()
                        .stream().map(f -> Arrays.<Object>asList(f.check(), f.level(), f.object(), f.since(), f.sentence(), f.fix(), f.undo())).toList()));
            }
            if (report.past() != null) {
                files.addAll(past(report.past(), folder));
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> past(ReportPast past, Path folder) throws IOException {
        return List.of(
                table(folder, "alerts.csv", List.of("severity", "sentence", "object", "opened", "closed"),
                        past.alerts().stream().map(a -> Arrays.<Object>asList(a.severity(), a.sentence(), a.object(), a.opened(), a.closed())).toList()),
                table(folder, "events.csv", List.of("at", "kind", "text", "author"),
                        past.events().stream().map(e -> Arrays.<Object>asList(e.at(), e.kind(), e.text(), e.author())).toList()),
                table(folder, "figures.csv", List.of("figure", "least", "mean", "greatest"), Stream.concat(past.connections().stream(), past.cache().stream())
                        .map(r -> Arrays.<Object>asList(r.figure(), r.least(), r.mean(), r.greatest())).toList()),
                table(folder, "blockers.csv", List.of("pid", "application", "user", "statement", "seconds", "victims"), past.blockers().stream()
                        .map(b -> Arrays.<Object>asList(b.pid(), b.application(), b.user(), b.statement(), b.seconds(), b.victims())).toList()));
    }

    private static List<List<Object>> vitals(Report report) {
        List<List<Object>> rows = new ArrayList<>();
        for (Chart c : report.charts()) {
            for (Chart.Line l : c.lines()) {
                for (int i = 0; i < l.seconds().length; i++) {
                    if (!Double.isNaN(l.values()[i])) {
                        rows.add(List.of(c.title(), l.name(), Instant.ofEpochSecond(l.seconds()[i]), l.values()[i]));
                    }
                }
            }
        }
        return rows;
    }

    private static Path table(Path folder, String name, List<String> head, List<List<Object>> rows) throws IOException {
        Path file = folder.resolve(name);
        PrivateFiles.replaceOpenly(file, out -> {
            out.write((String.join(",", head) + "\r\n").getBytes(StandardCharsets.UTF_8));
            for (List<Object> row : rows) {
                out.write((String.join(",", row.stream().map(ReportCsv::cell).toList()) + "\r\n").getBytes(StandardCharsets.UTF_8));
            }
        });
        return file;
    }

    /** A text that a spreadsheet would take for a formula gets an apostrophe before it. */
    static String cell(Object value) {
        if (value == null || (value instanceof Double d && !Double.isFinite(d))) {
            return "";
        }
        String text = String.valueOf(value);
        if (value instanceof String && !text.isEmpty() && !text.matches("-?\\d+") && "=+-@\t\r".indexOf(text.charAt(0)) >= 0) {
            text = "'" + text;
        }
        return text.matches("(?s).*[\",\\r\\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
