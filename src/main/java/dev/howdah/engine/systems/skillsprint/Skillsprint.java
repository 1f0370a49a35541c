package dev.howdah.engine.systems.skillsprint;

import dev.howdah.engine.systems.Claim;
import dev.howdah.engine.systems.Operation;
import dev.howdah.engine.systems.SampleSystem;
import dev.howdah.engine.systems.SeedTable;
import dev.howdah.engine.systems.Shelf;
import dev.howdah.engine.systems.Words;
import java.util.List;

/** Skills, what to learn them from, and how far each user is. */
public final class Skillsprint implements SampleSystem {
    private static final SeedTable USERS = new SeedTable("users", List.of("id", "username", "email", "created_at"),
            List.of("username"), 1, 500, (n, random, spec) -> new Object[] {
                n, "learner" + n, "learner" + n + "@example.org", spec.asOf().minusSeconds(86_400L * (1 + n % 700))
            });
    private static final SeedTable SKILLS = new SeedTable("skills", List.of("id", "name", "area"), List.of("name"), 5, 50,
            (n, random, spec) -> new Object[] {n, Words.of(1, random) + " " + n, Words.any(random, "language", "database", "design")});
    private static final SeedTable RESOURCES = new SeedTable("resources", List.of("id", "skill_id", "title", "url", "type"),
            List.of("url"), 3, 1000, (n, random, spec) -> new Object[] {
                n, 1 + random.nextLong(spec.rows(SKILLS)), Words.of(4, random), "https://learn.example.org/" + n,
                Words.any(random, "documentation", "article", "course")
            });
    // Each number is another pair: the user counts up, the skill moves on when all users had their turn.
    private static final SeedTable PROGRESS = new SeedTable("skill_progress",
            List.of("id", "user_id", "skill_id", "level", "updated_at"), List.of("user_id", "skill_id"), 1, 5000,
            (n, random, spec) -> new Object[] {
                n, 1 + (n - 1) % spec.rows(USERS), 1 + (n - 1) / spec.rows(USERS) % spec.rows(SKILLS), random.nextInt(101),
                spec.asOf().minusSeconds(random.nextLong(86_400L * 90))
            });
    private static final SeedTable XP = new SeedTable("xp_transactions", List.of("id", "user_id", "amount", "reason", "created_at"),
            List.of("id"), 0, 20_000, (n, random, spec) -> new Object[] {
                n, 1 + random.nextLong(spec.rows(USERS)), random.nextInt(5, 100), Words.of(2, random),
                spec.asOf().minusSeconds(random.nextLong(86_400L * 90))
            });

    private static final Operation PING = Operation.same("connect and ask", 1, s -> s.read("SELECT 1"));
    private static final Operation SKILL = Operation.same("skill with its resources", 20, s -> {
        long id = s.anyId("skillsprint.skills");
        s.cached(Shelf.MEDIUM, "skillsprint.skill:" + id,
                () -> s.read("SELECT id, title, url FROM skillsprint.resources WHERE skill_id = ?", id));
    });
    private static final Operation MY_XP = Operation.same("my experience", 15, s -> s.read(
            "SELECT id, amount, reason FROM skillsprint.xp_transactions WHERE user_id = ? ORDER BY created_at DESC LIMIT 20",
            s.anyId("skillsprint.users")));
    private static final Operation EARN = Operation.same("earn experience", 3, s -> s.update(
            "INSERT INTO skillsprint.xp_transactions (user_id, amount, reason) VALUES (?, ?, 'quiz')",
            s.anyId("skillsprint.users"), s.random().nextInt(5, 100)));

    @Override
    public String name() {
        return "skillsprint";
    }

    @Override
    public List<String> migrations() {
        return List.of("V1__skills.sql", "V2__resources_are_unique_and_of_a_known_type.sql");
    }

    @Override
    public List<SeedTable> tables() {
        return List.of(USERS, SKILLS, RESOURCES, PROGRESS, XP);
    }

    @Override
    public List<Operation> operations() {
        return List.of(SKILL, MY_XP, EARN);
    }

    @Override
    public List<Claim> claims() {
        return List.of(Claim.latency("connection", 2, PING));
    }

    @Override
    public List<String> verifications() {
        return List.of("verify_unique_urls", "verify_types", "verify_orphans");
    }

    @Override
    public List<String> cleanups() {
        return List.of("cleanup_orphans", "cleanup_duplicates");
    }
}
