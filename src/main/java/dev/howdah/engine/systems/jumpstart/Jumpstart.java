package dev.howdah.engine.systems.jumpstart;

import dev.howdah.engine.systems.Claim;
import dev.howdah.engine.systems.Operation;
import dev.howdah.engine.systems.SampleSystem;
import dev.howdah.engine.systems.SeedTable;
import dev.howdah.engine.systems.Session;
import dev.howdah.engine.systems.Shelf;
import dev.howdah.engine.systems.Words;
import java.sql.Timestamp;
import java.util.List;

/** A content API: clients, their projects, the posts of these, read page by page. */
public final class Jumpstart implements SampleSystem {
    private static final int PAGE = 20;

    private static final SeedTable CLIENTS = new SeedTable("clients", List.of("id", "name", "email", "created_at"),
            List.of("email"), 3, 50, (n, random, spec) -> new Object[] {
                n, Words.of(2, random), "client" + n + "@example.org", spec.asOf().minusSeconds(86_400L * (1 + n % 900))
            });
    private static final SeedTable PROJECTS = new SeedTable("projects", List.of("id", "client_id", "name", "status", "created_at"),
            List.of("id"), 5, 200, (n, random, spec) -> new Object[] {
                n, 1 + random.nextLong(spec.rows(CLIENTS)), Words.of(3, random), Words.any(random, "draft", "active", "done"),
                spec.asOf().minusSeconds(random.nextLong(86_400L * 900))
            });
    private static final SeedTable POSTS = new SeedTable("posts",
            List.of("id", "project_id", "slug", "title", "body", "published", "created_at"), List.of("slug"), 20, 10_000,
            (n, random, spec) -> new Object[] {
                n, 1 + random.nextLong(spec.rows(PROJECTS)), "post-" + n, Words.of(5, random), Words.of(40, random),
                random.nextInt(10) > 0, spec.asOf().minusSeconds(random.nextLong(86_400L * 700))
            });

    private static final Operation READ_POST = Operation.same("read post", 30, s -> {
        long id = skewed(s, "jumpstart.posts");
        s.cached(Shelf.SHORT, "jumpstart.posts:" + id,
                () -> s.read("SELECT id, title, body, created_at FROM jumpstart.posts WHERE id = ?", id));
    });
    private static final Operation FIRST_PAGES = new Operation("list posts", 25, s -> page(s, s.random().nextInt(5)), s -> {
        int page = s.random().nextInt(5);
        s.cached(Shelf.SHORT, "jumpstart.page:" + page, () -> page(s, page));
    });
    private static final Operation PAGE_10 = deep("page 10", 4, 9);
    private static final Operation PAGE_100 = deep("page 100", 2, 99);
    private static final Operation PROJECT = new Operation("project with its posts", 10, Jumpstart::projectOneByOne, s -> {
        long id = skewed(s, "jumpstart.projects");
        s.cached(Shelf.MEDIUM, "jumpstart.project:" + id, () -> s.read("""
                SELECT p.id, p.title, c.name FROM jumpstart.posts p JOIN jumpstart.projects j ON j.id = p.project_id
                JOIN jumpstart.clients c ON c.id = j.client_id WHERE j.id = ? ORDER BY p.created_at DESC LIMIT 20""", id));
    });
    private static final Operation EDIT = Operation.same("edit post", 2, s -> {
        long id = s.anyId("jumpstart.posts");
        s.update("UPDATE jumpstart.posts SET title = ? WHERE id = ?", Words.of(5, s.random()), id);
        s.changed("jumpstart.posts:" + id);
        s.changed("jumpstart.page:");
    });

    @Override
    public String name() {
        return "jumpstart";
    }

    @Override
    public List<String> migrations() {
        return List.of("V1__content.sql");
    }

    @Override
    public List<SeedTable> tables() {
        return List.of(CLIENTS, PROJECTS, POSTS);
    }

    @Override
    public List<Operation> operations() {
        return List.of(READ_POST, FIRST_PAGES, PAGE_10, PAGE_100, PROJECT, EDIT);
    }

    @Override
    public List<Claim> claims() {
        return List.of(
                Claim.latency("typical-read", 3, FIRST_PAGES),
                Claim.latency("page-10", 6.7, PAGE_10),
                Claim.latency("page-100", 67, PAGE_100),
                new Claim("statements", Claim.Unit.STATEMENTS, 2.5, (way, bench) -> bench.statementsOfMix(operations(), way)),
                new Claim("reads-from-cache", Claim.Unit.SHARE, 0.7,
                        (way, bench) -> bench.shareFromCache(List.of(READ_POST, FIRST_PAGES, PROJECT), way)),
                new Claim("profiling", Claim.Unit.CEILING, 0.0067, new ProfilingGauge()));
    }

    @Override
    public List<String> verifications() {
        return List.of("verify_orphans");
    }

    /** Most readers want the same few: the square of an even chance. */
    private static long skewed(Session s, String table) {
        double chance = s.random().nextDouble();
        return 1 + (long) (chance * chance * (s.anyId(table) - 1));
    }

    private static int page(Session s, int number) {
        return s.read("SELECT id, title, created_at FROM jumpstart.posts ORDER BY created_at DESC, id DESC LIMIT 20 OFFSET "
                + number * PAGE);
    }

    /** Beyond the shallow pages: by offset, or on from the last row of the page before, which a client holds as its cursor. */
    private static Operation deep(String name, int weight, int page) {
        String cursor = "jumpstart.cursor:" + page;
        return new Operation(name, weight, s -> page(s, page), s -> {
            Place from = s.cached(Shelf.LONG, cursor, () -> s.list("""
                    SELECT created_at, id FROM jumpstart.posts ORDER BY created_at DESC, id DESC LIMIT 1 OFFSET\s"""
                    + (page * PAGE - 1), r -> new Place(r.getTimestamp(1), r.getLong(2))).stream()
                    .findFirst().orElse(new Place(new Timestamp(0), 0)));
            s.read("""
                    SELECT id, title, created_at FROM jumpstart.posts WHERE (created_at, id) < (?, ?)
                    ORDER BY created_at DESC, id DESC LIMIT 20""", from.createdAt(), from.id());
        });
    }

    private static void projectOneByOne(Session s) {
        long project = skewed(s, "jumpstart.projects");
        s.read("SELECT id, name, client_id FROM jumpstart.projects WHERE id = ?", project);
        List<Long> posts = s.list(
                "SELECT id FROM jumpstart.posts WHERE project_id = ? ORDER BY created_at DESC LIMIT 20", r -> r.getLong(1), project);
        for (long id : posts) {
            s.read("SELECT id, title FROM jumpstart.posts WHERE id = ?", id);
        }
    }

    private record Place(Timestamp createdAt, long id) {}
}
