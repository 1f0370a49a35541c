package dev.howdah.engine.systems.learnpath;

import dev.howdah.engine.systems.Capacity;
import dev.howdah.engine.systems.Claim;
import dev.howdah.engine.systems.Operation;
import dev.howdah.engine.systems.SampleSystem;
import dev.howdah.engine.systems.SeedTable;
import dev.howdah.engine.systems.Session;
import dev.howdah.engine.systems.Shelf;
import dev.howdah.engine.systems.Words;
import java.util.List;

/** A learning platform: projects in phases, users who work through them, a look-up of the user at every request. */
public final class Learnpath implements SampleSystem {
    private static final String[] PHASES = {"start", "basics", "practice", "depth", "mastery"};
    private static final String[] LEVELS = {"easy", "medium", "hard"};

    /** Progress in the minimal seed: three users in projects 1 to 4. Larger seeds go on behind it. */
    private static final int FIRST = 10;

    /** Users with progress in larger seeds. */
    private static final int LEARNERS = 500;

    private static final SeedTable USERS = new SeedTable("users", List.of("id", "username", "email", "token"), List.of("email"), 3, 5000,
            (n, random, spec) -> new Object[] {n, "student" + n, "student" + n + "@example.org", "t-" + n});
    private static final SeedTable PROJECTS = new SeedTable("projects",
            List.of("id", "project_number", "title", "phase", "difficulty", "description"), List.of("id"), 20, 2000,
            (n, random, spec) -> new Object[] {
                n, (int) n, Words.of(3, random), Words.any(random, PHASES), Words.any(random, LEVELS), Words.of(120, random)
            });
    private static final SeedTable PROGRESS = new SeedTable("user_progress",
            List.of("id", "user_id", "project_id", "percent", "updated_at"), List.of("user_id", "project_id"), FIRST, 50_000,
            (n, random, spec) -> new Object[] {
                n, n <= FIRST ? 1 + (n - 1) % 3 : 1 + (n - FIRST - 1) % LEARNERS, n <= FIRST ? 1 + (n - 1) / 3 : 5 + (n - FIRST - 1) / LEARNERS,
                random.nextInt(101), spec.asOf().minusSeconds(random.nextLong(86_400L * 90))
            });
    private static final SeedTable EXECUTIONS = new SeedTable("code_executions",
            List.of("id", "user_id", "source", "exit_code", "created_at"), List.of("id"), 5, 5000,
            (n, random, spec) -> new Object[] {
                n, 1 + random.nextLong(spec.rows(USERS)), "print(" + random.nextInt(1000) + ")", random.nextInt(5) == 0 ? 1 : 0,
                spec.asOf().minusSeconds(random.nextLong(86_400L * 90))
            });

    private static final Operation LIST = Operation.same("list projects", 20, s -> {
        String phase = Words.any(s.random(), PHASES);
        String level = Words.any(s.random(), LEVELS);
        s.cached(Shelf.SHORT, "learnpath.projects:" + phase + level, () -> s.read("""
                SELECT id, project_number, title, description FROM learnpath.projects WHERE phase = ? AND difficulty = ?
                ORDER BY project_number LIMIT 50""", phase, level));
    });
    private static final Operation CURRENT_USER = Operation.same("current user", 25, s -> {
        double chance = s.random().nextDouble();
        String email = "student" + (1 + (long) (chance * chance * chance * Math.min(300, s.anyId("learnpath.users")))) + "@example.org";
        s.cached(Shelf.TOKEN, "learnpath.user:" + email,
                () -> s.read("SELECT id, username FROM learnpath.users WHERE email = ?", email));
    });
    private static final Operation PROGRESS_LIST = new Operation("progress of a user", 8, Learnpath::progressOneByOne, s -> {
        long user = progressingUser(s);
        s.cached(Shelf.TOKEN, "learnpath.progress:" + user, () -> progressJoined(s, user));
    });
    private static final Operation PROGRESS_UNCACHED =
            new Operation("progress of a user, not cached", 1, Learnpath::progressOneByOne, s -> progressJoined(s, progressingUser(s)));
    private static final Operation ADVANCE = Operation.same("advance", 3, s -> {
        long user = progressingUser(s);
        s.update("UPDATE learnpath.user_progress SET percent = least(100, percent + 1), updated_at = now()"
                + " WHERE user_id = ? AND project_id = 1", user);
        s.changed("learnpath.progress:" + user);
    });
    private static final Operation RUN_CODE = Operation.same("run code", 3, s -> s.update(
            "INSERT INTO learnpath.code_executions (user_id, source, exit_code) VALUES (?, 'print(1)', 0)", progressingUser(s)));

    @Override
    public String name() {
        return "learnpath";
    }

    @Override
    public List<String> migrations() {
        return List.of("V1__learning.sql");
    }

    @Override
    public List<SeedTable> tables() {
        return List.of(USERS, PROJECTS, PROGRESS, EXECUTIONS);
    }

    @Override
    public List<Operation> operations() {
        return List.of(LIST, CURRENT_USER, PROGRESS_LIST, ADVANCE, RUN_CODE);
    }

    @Override
    public List<Claim> claims() {
        return List.of(
                Claim.latency("project-list", 10, LIST),
                Claim.latency("current-user", 10, CURRENT_USER),
                Claim.latency("progress-list", 10, PROGRESS_UNCACHED),
                new Claim("statements", Claim.Unit.STATEMENTS, 5, (way, bench) -> bench.statementsOfMix(operations(), way)),
                new Claim("token-cache", Claim.Unit.SHARE, 0.9,
                        (way, bench) -> bench.shareOfAMinute(CURRENT_USER, way, "learnpath.user:")),
                new Claim("users", Claim.Unit.USERS, 10, new Capacity(operations())));
    }

    @Override
    public List<String> verifications() {
        return List.of("verify_orphans", "verify_unique_progress");
    }

    @Override
    public List<String> cleanups() {
        return List.of("cleanup_duplicates");
    }

    private static long progressingUser(Session s) {
        return 1 + s.random().nextLong(Math.min(LEARNERS, s.highestId("learnpath.users")));
    }

    private static int progressJoined(Session s, long user) {
        return s.read("""
                SELECT p.id, p.percent, j.title, j.phase FROM learnpath.user_progress p
                JOIN learnpath.projects j ON j.id = p.project_id WHERE p.user_id = ? ORDER BY p.id LIMIT 100""", user);
    }

    private static void progressOneByOne(Session s) {
        List<Long> projects = s.list("SELECT project_id FROM learnpath.user_progress WHERE user_id = ? ORDER BY id LIMIT 100",
                r -> r.getLong(1), progressingUser(s));
        for (long id : projects) {
            s.read("SELECT id, title, phase FROM learnpath.projects WHERE id = ?", id);
        }
    }
}
