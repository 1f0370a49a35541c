package dev.howdah.engine.health;

import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.DbProblem;
import dev.howdah.engine.db.Identifiers;
import dev.howdah.engine.db.Lack;
import dev.howdah.engine.db.Server;
import dev.howdah.engine.health.HealthMemory.Counter;
import dev.howdah.engine.text.Text;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/** Runs one check once: reads under the check's own time limit, read-only, and judges what came. */
final class CheckRunner {
    /** Findings of one check beyond these are counted, not kept. */
    private static final int MOST_ROWS = 500;
    /** Of counters all are needed: which of them rises most is known only after a second look. */
    private static final int MOST_COUNTERS = 20_000;

    private static final int MOST_NAMES = 5;

    private final HealthMemory memory;
    private final HealthMutes mutes;
    private final CheckPace pace;
    private final InstantSource clock;

    CheckRunner(HealthMemory memory, HealthMutes mutes, CheckPace pace, InstantSource clock) {
        this.memory = memory;
        this.mutes = mutes;
        this.pace = pace;
        this.clock = clock;
    }

    /** Runs it in a transaction of its own, see {@link #run(Check, Db, Turn)}. */
    Outcome run(Check check, Db db) {
        return turn(db, t -> run(check, db, t));
    }

    /** Work in which checks share transactions. */
    <T> T turn(Db db, Function<Turn, T> work) {
        // It may have to be read, which takes a connection too.
        db.server();
        return db.call(h -> {
            try (Turn turn = new Turn(h, pace)) {
                return work.apply(turn);
            }
        });
    }

    /** @throws DbException when the connection is lost; whatever else goes wrong is the outcome */
    Outcome run(Check check, Db db, Turn turn) {
        Instant at = clock.instant();
        long start = System.nanoTime();
        Server server = db.server();
        Lack lack = check.missing(server);
        if (lack != null) {
            return new Outcome(check, at, since(start), new Result.Skipped(lack), List.of(), List.of());
        }
        try {
            List<CheckRow> read = read(check, db, server, turn);
            Rule rule = check.rule();
            List<CheckRow> rows = rule == null ? read : rule.judge(read, new Rule.Moment(server, at, clock.instant()));
            return judge(check, server, rows, at, start);
        } catch (DbException e) {
            if (e.problem().lostConnection()) {
                throw e;
            }
            return failed(check, server.user(), at, start, e.problem());
        } catch (RuntimeException e) {
            return failed(check, server.user(), at, start, new DbProblem.Unexpected(check.id(), String.valueOf(e.getMessage())));
        }
    }

    /** An outcome for a check that could not be asked. */
    Outcome failed(Check check, String user, Instant at, long start, DbProblem problem) {
        boolean denied = problem instanceof DbProblem.Denied;
        Lack lack = new Lack(problem.title() + " " + problem.detail(), denied ? grant(check, user) : null);
        Result result = denied ? new Result.Skipped(lack) : new Result.Unknown(lack);
        return new Outcome(check, at, since(start), result, List.of(), List.of());
    }

    private static @Nullable String grant(Check check, String user) {
        String grant = check.manner().grant();
        return grant == null ? null : grant.replace("{user}", Identifiers.quote(user));
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static List<CheckRow> read(Check check, Db db, Server server, Turn turn) {
        try {
            return turn.ask(check, check.statement(server.major()), most(check) + 1).stream().map(CheckRow::new).toList();
        } catch (JdbiException e) {
            throw DbException.of(e, db.target());
        }
    }

    private static int most(Check check) {
        return check.measure().rate() == null ? MOST_ROWS : MOST_COUNTERS;
    }

    private Outcome judge(Check check, Server server, List<CheckRow> rows, Instant at, long start) {
        List<Lack> unseen = new ArrayList<>(check.partial(server));
        int most = most(check);
        if (rows.size() > most) {
            unseen.add(new Lack(Text.of(check.measure().rate() == null ? "health.more" : "health.more-counters", most), null));
        }
        unseen.addAll(unseen(rows));
        List<CheckRow> seen = rows.stream().limit(most).filter(r -> !"unseen".equals(r.text("level"))).toList();
        if (check.measure().rate() != null) {
            Map<String, Counter> before = memory.counters(check.id());
            Map<String, Counter> now = Rates.counters(seen, at);
            List<CheckRow> rates = Rates.rates(check, seen, before, now);
            memory.keep(check.id(), now);
            if (rates.isEmpty() && !seen.isEmpty()) {
                Result wait = new Result.Unknown(new Lack(Text.of("health.second-look"), null));
                return new Outcome(check, at, since(start), wait, List.of(), unseen);
            }
            seen = rates.stream().sorted(Comparator.comparingDouble(CheckRow::value).reversed()).limit(MOST_ROWS).toList();
        }
        return outcome(check, findings(check, seen, at, unseen), at, start, unseen);
    }

    private List<Finding> findings(Check check, List<CheckRow> rows, Instant at, List<Lack> unseen) {
        List<Finding> findings = new ArrayList<>();
        for (CheckRow row : rows) {
            Levels.Severity level = level(check, row);
            if (level != Levels.Severity.OK) {
                findings.add(Sentences.finding(check, row, level, memory.since(check.id(), row.object(), at), List.copyOf(unseen)));
            }
        }
        memory.only(check.id(), findings.stream().map(Finding::object).collect(Collectors.toSet()));
        findings.sort(Comparator.comparing(Finding::level).reversed());
        return findings;
    }

    private Outcome outcome(Check check, List<Finding> all, Instant at, long start, List<Lack> unseen) {
        List<Outcome.Muted> muted = new ArrayList<>();
        List<Finding> loud = new ArrayList<>();
        List<HealthMutes.Mute> known = all.isEmpty() ? List.of() : mutes.all();
        for (Finding f : all) {
            known.stream()
                    .filter(m -> m.covers(f.check(), f.object()))
                    .findFirst()
                    .ifPresentOrElse(m -> muted.add(new Outcome.Muted(f, m)), () -> loud.add(f));
        }
        Result result = !loud.isEmpty()
                ? new Result.Found(List.copyOf(loud))
                : unseen.isEmpty() ? new Result.Ok() : new Result.Unknown(unseen.getFirst());
        return new Outcome(check, at, since(start), result, List.copyOf(muted), List.copyOf(unseen));
    }

    private static Levels.Severity level(Check check, CheckRow row) {
        String own = row.text("level");
        if (own == null) {
            Threshold threshold = check.measure().threshold();
            // Without a figure the row itself is the finding.
            boolean bare = check.measure().unit() == Unit.NONE && Double.isNaN(row.value());
            return threshold.of(bare ? Double.MAX_VALUE : row.value());
        }
        return switch (own) {
            case "critical" -> Levels.Severity.CRITICAL;
            case "warning" -> Levels.Severity.WARNING;
            default -> Levels.Severity.OK;
        };
    }

    /** What the rows themselves say could not be seen, in one sentence. */
    private static List<Lack> unseen(List<CheckRow> rows) {
        List<CheckRow> all = rows.stream().filter(r -> "unseen".equals(r.text("level"))).toList();
        if (all.isEmpty()) {
            return List.of();
        }
        String names = all.stream().limit(MOST_NAMES).map(CheckRow::object).collect(Collectors.joining(", "))
                + (all.size() > MOST_NAMES ? ", …" : "");
        @Nullable String remedy = all.stream().map(r -> r.text("fix")).filter(Objects::nonNull).findFirst().orElse(null);
        return List.of(new Lack(Text.of("health.unseen", all.size(), names), remedy));
    }
}
