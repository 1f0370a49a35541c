package dev.howdah.engine.job.ready;

import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.Identifiers;
import dev.howdah.engine.job.Arguments;
import dev.howdah.engine.job.Job;
import dev.howdah.engine.job.JobPlan;
import dev.howdah.engine.job.Knobs;
import dev.howdah.engine.job.Parameter;
import dev.howdah.engine.job.TableName;
import dev.howdah.engine.job.Work;
import dev.howdah.engine.sqltext.SqlLexer;
import dev.howdah.engine.text.Text;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One file as a job. Its first comment lines say how: {@code job}, {@code title}, {@code param}, {@code table}, {@code key},
 * {@code batch}, {@code throttle}, {@code skip-locked}, {@code destructive}. With a table the statement must hold
 * {@code {chunk}}; without one it runs once.
 */
final class JobFile {
    private static final Pattern HEADER = Pattern.compile("--\\s*([a-z-]+):\\s*(.*?)\\s*");
    private static final Pattern PARAM = Pattern.compile(
            "([a-z][a-z0-9_-]*)\\s+(text|integer|decimal|boolean|date|table|secret)(?:\\s*=\\s*([^#]*?))?(?:\\s*#\\s*(.*))?");
    private static final Pattern LIMIT = Pattern.compile("(lag|wal|slots|rest|chunk|rows|waiters|xmin|room)\\s+(\\d+(?:\\.\\d+)?)\\s*(ms|s|MB|GB|)");
    private static final List<String> WORDS =
            List.of("job", "title", "param", "table", "key", "batch", "throttle", "skip-locked", "destructive");

    private final String file;
    private final List<String> faults = new ArrayList<>();
    private final List<Parameter> parameters = new ArrayList<>();
    private final Map<String, String> words = new LinkedHashMap<>();
    private final StringBuilder sql = new StringBuilder();
    private Knobs knobs = Knobs.usual();
    private int sqlLine = 1;

    private JobFile(String file) {
        this.file = file;
    }

    static JobFile parse(String file, String text) {
        JobFile f = new JobFile(file);
        f.read(text.lines().toList());
        f.check();
        return f;
    }

    List<String> faults() {
        return faults;
    }

    Job job() {
        return new FromFile(this);
    }

    private void read(List<String> lines) {
        boolean header = true;
        for (int i = 0; i < lines.size(); i++) {
            Matcher m = HEADER.matcher(lines.get(i));
            if (header && m.matches()) {
                word(i + 1, m.group(1), m.group(2));
            } else {
                if (!lines.get(i).isBlank() && !lines.get(i).startsWith("--") && sql.isEmpty()) {
                    header = false;
                    sqlLine = i + 1;
                }
                if (!header) {
                    sql.append(lines.get(i)).append('\n');
                }
            }
        }
    }

    private void word(int line, String word, String value) {
        if (!WORDS.contains(word)) {
            fault(line, Text.of("jobs.f-unknown", word, String.join(", ", WORDS)));
        } else if (word.equals("param")) {
            parameter(line, value);
        } else if (word.equals("throttle")) {
            throttle(line, value);
        } else if (words.putIfAbsent(word, value) != null) {
            fault(line, Text.of("jobs.f-twice", word));
        } else if (word.equals("table") && !isTable(value)) {
            fault(line, Text.of("jobs.f-table", value));
        } else if (word.equals("batch") && !value.matches("[1-9]\\d{0,6}")) {
            fault(line, Text.of("jobs.f-batch", value));
        } else if (word.equals("job") && !value.matches("[a-z0-9][a-z0-9-]*")) {
            fault(line, Text.of("jobs.f-name", value));
        }
    }

    private static boolean isTable(String value) {
        try {
            TableName.parse(value);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void parameter(int line, String value) {
        Matcher m = PARAM.matcher(value);
        if (!m.matches()) {
            fault(line, Text.of("jobs.f-param", value));
            return;
        }
        boolean secret = m.group(2).equals("secret");
        Parameter.Type type = secret ? Parameter.Type.TEXT : Parameter.Type.valueOf(m.group(2).toUpperCase(java.util.Locale.ROOT));
        String about = m.group(4) == null ? m.group(1) : m.group(4);
        Parameter p = new Parameter(m.group(1), type, m.group(3), secret, List.of(), null, (BigDecimal) null, about);
        String preset = m.group(3);
        String bad = preset == null ? null : p.fault(preset);
        if (bad != null) {
            fault(line, bad);
        }
        if (parameters.stream().anyMatch(other -> other.name().equals(p.name()))) {
            fault(line, Text.of("jobs.f-twice", p.name()));
        }
        parameters.add(p);
    }

    private void throttle(int line, String value) {
        for (String part : value.split(",", -1)) {
            Matcher m = LIMIT.matcher(part.strip());
            if (!m.matches()) {
                fault(line, Text.of("jobs.f-throttle", part.strip()));
                continue;
            }
            double n = Double.parseDouble(m.group(2));
            Duration time = Duration.ofMillis((long) (m.group(3).equals("ms") ? n : n * 1000));
            long bytes = (long) (n * (m.group(3).equals("GB") ? 1L << 30 : 1L << 20));
            knobs = switch (m.group(1)) {
                case "lag" -> knobs.withLag(time);
                case "wal" -> knobs.withWalRate(bytes);
                case "slots" -> knobs.withSlotRetention(bytes);
                case "rest" -> knobs.withRest(n);
                case "chunk" -> knobs.withChunkTime(time);
                case "rows" -> knobs.withMaxRows(Math.max(1, (int) n));
                case "waiters" -> knobs.withWaiters((int) n);
                case "xmin" -> knobs.withXminAge((long) n);
                case "room" -> knobs.withHeadRoom((int) n);
                default -> throw new IllegalStateException(m.group(1));
            };
        }
    }

    private void check() {
        if (!words.containsKey("job")) {
            fault(1, Text.of("jobs.f-no-name"));
        }
        if (sql.toString().isBlank()) {
            fault(sqlLine, Text.of("jobs.f-no-sql"));
            return;
        }
        int chunk = sql.indexOf("{chunk}");
        if (words.containsKey("table") && chunk < 0) {
            fault(sqlLine, Text.of("jobs.f-no-chunk", words.get("table")));
        } else if (!words.containsKey("table") && chunk >= 0) {
            fault(lineOf(chunk), Text.of("jobs.f-no-table"));
        }
        List<String> known = parameters.stream().map(Parameter::name).toList();
        each((name, start) -> {
            if (!known.contains(name)) {
                fault(lineOf(start), Text.of("jobs.f-no-param", name));
            }
        });
    }

    private interface Use {
        void of(String name, int start);
    }

    /** Every {@code :name} outside strings, comments and casts, with the place of its colon. */
    private void each(Use use) {
        byte[] bytes = sql.toString().getBytes(StandardCharsets.UTF_8);
        SqlLexer lexer = new SqlLexer();
        lexer.reset(bytes, 0, bytes.length);
        int colon = -2;
        for (int token = lexer.next(); token != SqlLexer.END; token = lexer.next()) {
            if (token == SqlLexer.WORD && colon == lexer.start - 1) {
                String before = new String(bytes, 0, colon, StandardCharsets.UTF_8);
                use.of(new String(bytes, lexer.start, lexer.end - lexer.start, StandardCharsets.UTF_8), before.length());
            }
            colon = lexer.end - lexer.start == 1 && bytes[lexer.start] == ':' ? lexer.start : -2;
        }
    }

    /** The statement with the values in place of the names, each as a literal of its type. */
    private String filled(Arguments a, boolean show) {
        StringBuilder text = new StringBuilder();
        int[] at = {0};
        each((name, start) -> {
            text.append(sql, at[0], start).append(show && isSecret(a, name) ? "'•••'" : literal(a, name));
            at[0] = start + 1 + name.length();
        });
        return text.append(sql, at[0], sql.length()).toString().strip().replaceFirst(";\\s*$", "");
    }

    private static boolean isSecret(Arguments a, String name) {
        Parameter p = a.parameters().get(name);
        return p != null && p.secret();
    }

    private static String literal(Arguments a, String name) {
        Parameter p = a.parameters().get(name);
        String value = a.text(name);
        return switch (p == null ? Parameter.Type.TEXT : p.type()) {
            case INTEGER, DECIMAL, BOOLEAN -> value.startsWith("-") ? "(" + value + ")" : value;
            case DATE -> "DATE " + Identifiers.literal(value);
            case TABLE -> a.table(name).sql();
            case TEXT -> Identifiers.literal(value);
        };
    }

    private int lineOf(int place) {
        return sqlLine + (int) sql.substring(0, place).chars().filter(c -> c == '\n').count();
    }

    private void fault(int line, String what) {
        faults.add(Text.of("jobs.f-line", file, line, what));
    }

    private record FromFile(JobFile file) implements Job {
        @Override
        public String name() {
            return "own/" + file.words.get("job");
        }

        @Override
        public String title() {
            return file.words.getOrDefault("title", file.file);
        }

        @Override
        public List<Parameter> parameters() {
            return List.copyOf(file.parameters);
        }

        @Override
        public boolean destructive() {
            return "true".equals(file.words.get("destructive"));
        }

        @Override
        public Knobs knobs() {
            return file.knobs;
        }

        @Override
        public JobPlan plan(Db db, Arguments a) {
            String table = file.words.get("table");
            long rows = table == null ? -1 : Facts.rows(db, TableName.parse(table));
            return new JobPlan(List.of(file.filled(a, true)), rows, List.of(), table == null ? List.of() : List.of(table), null, List.of());
        }

        @Override
        public Work work(Db db, Arguments a) {
            String table = file.words.get("table");
            String sql = file.filled(a, false);
            if (table == null) {
                return new Work.Steps(List.of(Work.Step.of(title(), sql)));
            }
            String key = file.words.get("key");
            List<String> columns = key == null ? null : Arrays.stream(key.split(",", -1)).map(String::strip).toList();
            return new Work.Chunked(TableName.parse(table), columns, "true".equals(file.words.get("skip-locked")),
                    Integer.parseInt(file.words.getOrDefault("batch", "1000")), Work.statement(sql));
        }
    }
}
