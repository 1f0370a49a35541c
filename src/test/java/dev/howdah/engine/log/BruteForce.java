package dev.howdah.engine.log;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a csvlog row by row with patterns, slowly and plainly, and puts a report's figures in the same words, to be compared. */
final class BruteForce {
    private static final Pattern DURATION = Pattern.compile("(?s)duration: (\\d+\\.\\d{3}) ms(?:  (statement|execute fetch from|execute|parse|bind|plan|fastpath)\\b.*)?");
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS");
    private static final List<String> BAD = List.of("WARNING", "ERROR", "FATAL", "PANIC");

    private final Map<String, long[]> sums = new TreeMap<>();
    private final Map<String, Object> words = new TreeMap<>();
    private final ZoneId zone;
    /** What sessions wrote a statement for whose duration is still to come. */
    private final Map<String, String> told = new HashMap<>();

    private BruteForce(ZoneId zone) {
        this.zone = zone;
    }

    static Map<String, Object> ofCsv(String csv, ZoneId zone) {
        BruteForce b = new BruteForce(zone);
        rows(csv).forEach(b::row);
        return b.done();
    }

    private Map<String, Object> done() {
        sums.forEach((k, v) -> words.put(k, v[0] + " x " + v[1]));
        return words;
    }

    private void add(String key, long amount) {
        long[] sum = sums.computeIfAbsent(key, k -> new long[2]);
        sum[0]++;
        sum[1] += amount;
    }

    private void row(List<String> f) {
        String level = f.get(11);
        String message = f.get(13);
        String hour = LocalDateTime.parse(f.get(0).substring(0, 23), STAMP).atZone(zone).toInstant().truncatedTo(ChronoUnit.HOURS).toString();
        add("level " + level, 0);
        if (BAD.contains(level)) {
            add("problem " + f.get(12) + " " + message.replaceAll("\\d+", "N"), 0);
            if (!"WARNING".equals(level)) {
                add("hour errors " + hour, 0);
                if (!f.get(19).isEmpty()) {
                    add("of errors", 0);
                }
            }
            if ("40P01".equals(f.get(12))) {
                words.put("deadlock", f.get(14).lines().filter(l -> l.matches("Process \\d+: .*")).map(l -> l.replaceFirst(".*?: ", "")).sorted().toList());
            }
        }
        Matcher d = DURATION.matcher(message);
        if (d.matches()) {
            long micros = Math.round(Double.parseDouble(d.group(1)) * 1000);
            String before = told.remove(f.get(5));
            String kind = d.group(2) != null ? d.group(2) : before == null ? "untexted" : before;
            add("kind " + kind, micros);
            if ("statement".equals(kind) || "execute".equals(kind)) {
                add("user " + f.get(1), micros);
                add("database " + f.get(2), micros);
                add("application " + f.get(22), micros);
                add("hour calls " + hour, micros);
                if (f.size() > 25 && !"0".equals(f.get(25))) {
                    words.put("query " + f.get(25), "seen");
                }
            }
        }
        if ("LOG".equals(level) && message.matches("(?s)(statement: |execute ).*")) {
            told.put(f.get(5), message.startsWith("execute fetch from ") ? "execute fetch from" : "statement");
        } else if (List.of("ERROR", "FATAL").contains(level)) {
            told.remove(f.get(5));
        }
        event(message, hour);
    }

    private void event(String message, String hour) {
        if (message.startsWith("connection received:")) {
            add("connections received", 0);
            add("hour connections " + hour, 0);
        } else if (message.startsWith("connection authorized:")) {
            add("connections authorized", 0);
        } else if (message.startsWith("disconnection:")) {
            Matcher m = Pattern.compile("session time: (\\d+):(\\d\\d):(\\d\\d)\\.(\\d{3})").matcher(message);
            if (m.find()) {
                add("connections ended", ((Long.parseLong(m.group(1)) * 60 + Long.parseLong(m.group(2))) * 60 + Long.parseLong(m.group(3))) * 1000
                        + Long.parseLong(m.group(4)));
            }
        } else if (message.startsWith("temporary file:")) {
            add("temporary files", Long.parseLong(message.replaceFirst(".*size ", "")));
        } else if (message.matches("process \\d+ still waiting.*")) {
            add("lock waiting", 0);
        } else if (message.matches("process \\d+ acquired .*")) {
            add("lock acquired", Math.round(Double.parseDouble(message.replaceFirst(".* after ([\\d.]+) ms", "$1")) * 1000));
        } else if (message.startsWith("checkpoint starting")) {
            add("checkpoint starting " + message.replaceFirst(".*: ", ""), 0);
        } else if (message.startsWith("checkpoint complete")) {
            add("checkpoint complete", Long.parseLong(message.replaceFirst(".*wrote (\\d+) buffers.*", "$1")));
        }
    }

    static Map<String, Object> ofReport(LogReport r) {
        BruteForce b = new BruteForce(ZoneId.of("UTC"));
        r.severities().forEach(s -> b.put("level " + s.name(), s.count(), 0));
        r.problems().forEach(p -> b.put("problem " + p.sqlstate() + " " + p.text(), p.count(), 0));
        LogReport.Totals t = r.totals();
        Map.of("statement", t.statement(), "execute", t.execute(), "execute fetch from", t.fetch(), "parse", t.parse(), "bind", t.bind(), "plan", t.plan(),
                "fastpath", t.fastpath(), "untexted", t.durationsOnly()).forEach((k, v) -> b.put("kind " + k, v.count(), micros(v.totalMs())));
        r.users().forEach(s -> b.put("user " + s.name(), s.calls(), micros(s.totalMs())));
        r.databases().forEach(s -> b.put("database " + s.name(), s.calls(), micros(s.totalMs())));
        r.applications().forEach(s -> b.put("application " + s.name(), s.calls(), micros(s.totalMs())));
        r.hours().forEach(h -> {
            b.put("hour calls " + h.start(), h.calls(), micros(h.totalMs()));
            b.put("hour errors " + h.start(), h.errors(), 0);
            b.put("hour connections " + h.start(), h.connections(), 0);
        });
        r.statements().forEach(s -> s.queryIds().forEach(q -> b.words.put("query " + q, "seen")));
        b.put("of errors", r.statements().stream().mapToLong(LogReport.Statement::errors).sum(), 0);
        r.deadlocks().forEach(d -> b.words.put("deadlock", d.participants().stream().map(p -> p.statement().lines().findFirst().orElse("")).sorted().toList()));
        LogReport.Connections c = r.connections();
        b.put("connections received", c.received(), 0);
        b.put("connections authorized", c.authorized(), 0);
        b.put("connections ended", c.disconnected(), Math.round(c.sessionMs()));
        b.put("temporary files", r.tempFiles().count(), r.tempFiles().bytes());
        b.put("lock waiting", r.locks().waiting(), 0);
        b.put("lock acquired", r.locks().acquired().count(), micros(r.locks().acquired().totalMs()));
        r.checkpoints().starting().forEach(s -> b.put("checkpoint starting " + s.name(), s.count(), 0));
        b.put("checkpoint complete", r.checkpoints().complete(), r.checkpoints().buffers());
        return b.done();
    }

    private void put(String key, long count, long amount) {
        if (count > 0) {
            long[] sum = sums.computeIfAbsent(key, k -> new long[2]);
            sum[0] += count;
            sum[1] += amount;
        }
    }

    private static long micros(double ms) {
        return Math.round(ms * 1000);
    }

    private static List<List<String>> rows(String csv) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < csv.length(); i++) {
            char c = csv.charAt(i);
            if (c == '"') {
                if (quoted && i + 1 < csv.length() && csv.charAt(i + 1) == '"') {
                    field.append('"');
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (!quoted && (c == ',' || c == '\n')) {
                row.add(field.toString());
                field.setLength(0);
                if (c == '\n') {
                    rows.add(row);
                    row = new ArrayList<>();
                }
            } else {
                field.append(c);
            }
        }
        return rows;
    }
}
