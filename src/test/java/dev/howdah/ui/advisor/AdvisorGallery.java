package dev.howdah.ui.advisor;

import dev.howdah.engine.advise.Advising;
import dev.howdah.engine.advise.IndexAdvice;
import dev.howdah.engine.apply.Applying;
import dev.howdah.engine.apply.Measuring;
import dev.howdah.engine.apply.Remedy;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.health.Checks;
import dev.howdah.engine.health.HealthMemory;
import dev.howdah.engine.health.HealthMutes;
import dev.howdah.engine.job.JobRunner;
import dev.howdah.engine.plan.Plan;
import dev.howdah.engine.rules.Repetition;
import dev.howdah.engine.rules.Sources;
import dev.howdah.engine.text.Text;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Pictures;
import dev.howdah.testing.Servers;
import dev.howdah.ui.kit.Screen;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Pictures of the Advisor tab on a real server, both themes: run it and look at the folder it is given. */
public final class AdvisorGallery {
    private AdvisorGallery() {}

    public static void main(String[] args) throws Exception {
        Pictures pictures = Pictures.start(args);
        Path out = pictures.folder();
        Target target = Servers.newDatabase(OLDER);
        AdvisorTabTest.fill(target);
        JobRunner jobs = new JobRunner(target, Audits.scratch(), Clock.systemUTC());
        Applying applying = new Applying(jobs, Servers.db(target), out.resolve("advice"), Clock.systemUTC());
        Servers.execute(target, "CREATE TABLE public.parts (id int, name text)", "INSERT INTO parts SELECT g, 'p' || g FROM generate_series(1, 30000) g",
                "ANALYZE parts");
        Servers.execute(target, trouble());
        applied(target, applying, "CREATE INDEX CONCURRENTLY parts_id ON public.parts (id)");
        applied(target, applying, "CREATE INDEX CONCURRENTLY parts_name ON public.parts (name)");
        try (Advising advising = new Advising(Servers.binaries(), out.resolve("twins"), Servers.db(target, SessionSpec.interactive()), Clock.systemUTC())) {
            Screen screen = pictures.open(new AdvisorTab(parts(target, advising, applying), Environment.STAGING, pictures.kit()));
            pictures.shoot("advisor-empty");
            Pictures.with(screen, r -> Pictures.press(r, "#advisor-ask"));
            pictures.shoot("advisor-searching");
            Pictures.untilRows(screen, 0);
            Pictures.with(screen, r -> Pictures.enter(r, 0, 0));
            pictures.shoot("advisor-indexes");
            part(screen, 1);
            pictures.shoot("advisor-statements");
            Pictures.with(screen, r -> Pictures.enter(r, 0, 0));
            pictures.shoot("advisor-trying");
            Pictures.until(screen, "both plans are drawn", r -> r.lookupAll(".plan-steps").size() == 2);
            pictures.shoot("advisor-plans");
            part(screen, 2);
            Pictures.with(screen, r -> Pictures.enter(r, 0, 0));
            pictures.shoot("advisor-settings");
            part(screen, 3);
            Pictures.until(screen, "the rules have spoken", r -> Pictures.tables(r).getFirst().getItems().size() >= 6);
            for (int row = 0; row < 7; row++) {
                int number = row;
                Pictures.with(screen, r -> Pictures.enter(r, 0, number));
                pictures.shoot("advisor-card-" + row);
            }
            Pictures.with(screen, r -> Pictures.enter(r, 0, 1));
            Pictures.with(screen, r -> Pictures.press(r, "#advisor-try"));
            pictures.shoot("advisor-rehearsing");
            Pictures.untilSays(screen, "with it");
            pictures.shoot("advisor-rehearsed");
            upgrade(pictures, screen);
            acting(pictures, screen);
        }
        failing(pictures, target, applying);
        without(pictures, target, applying);
        huge(pictures);
        System.exit(0);
    }

    /** What was applied, the whole loop, and the question before something is. */
    private static void acting(Pictures pictures, Screen screen) {
        part(screen, 5);
        Pictures.with(screen, r -> Pictures.enter(r, 0, 0));
        Pictures.untilSays(screen, "WHERE id =");
        pictures.shoot("advisor-applied");
        Pictures.with(screen, r -> Pictures.press(r, "#advisor-loop"));
        Pictures.untilSays(screen, "the twin stands");
        pictures.shoot("advisor-looping");
        LOOPED.countDown();
        Pictures.until(screen, "the loop is over", r -> !r.lookup("#advisor-loop").isDisabled());
        pictures.shoot("advisor-looped");
        part(screen, 0);
        Pictures.with(screen, r -> Pictures.enter(r, 0, 0));
        Pictures.untilShows(screen, "#advisor-apply");
        Pictures.with(screen, r -> Pictures.press(r, "#advisor-apply"));
        Pictures.untilShows(screen, "#confirm-yes");
        pictures.shoot("advisor-question");
    }

    private static void upgrade(Pictures pictures, Screen screen) {
        Pictures.with(screen, r -> Pictures.part(r, 4));
        pictures.shoot("advisor-upgrade-empty");
        Pictures.with(screen, r -> Pictures.press(r, "#advisor-upgrade"));
        pictures.shoot("advisor-upgrade-busy");
        Pictures.untilRows(screen, 0);
        Pictures.with(screen, r -> Pictures.enter(r, 0, 0));
        pictures.shoot("advisor-upgrade");
    }

    /** To a role that may see nothing but the catalogue. */
    private static void without(Pictures pictures, Target target, Applying applying) {
        Target nobody = Servers.unprivileged(target);
        try (Advising advising = new Advising(Servers.binaries(), pictures.folder().resolve("twins"), Servers.db(nobody, SessionSpec.interactive()), Clock.systemUTC())) {
            AdvisorTab.Parts all = parts(nobody, advising, applying);
            Screen screen = pictures.open(new AdvisorTab(
                    new AdvisorTab.Parts(advising, applying, all.live(), () -> Sources.Heard.NOTHING, null), Environment.PRODUCTION, pictures.kit()));
            Pictures.with(screen, r -> Pictures.press(r, "#advisor-ask"));
            Pictures.until(screen, "it is done", r -> !Pictures.shows(r, "#advisor-stop") && (Pictures.shows(r, ".lack") || Pictures.shows(r, ".problem")));
            pictures.shoot("advisor-unprivileged");
            Pictures.with(screen, r -> Pictures.part(r, 3));
            Pictures.untilRows(screen, 0);
            pictures.shoot("advisor-unprivileged-other");
        }
    }

    /** Hundreds of cards, and names as long as they may be. */
    private static void huge(Pictures pictures) {
        Target target = Servers.newDatabase();
        Servers.execute(target, "CREATE EXTENSION pg_stat_statements", """
                DO $$ BEGIN
                    FOR i IN 1..150 LOOP
                        EXECUTE format('CREATE TABLE public.%1$I (id int PRIMARY KEY, "A column with a long name of its own, %2$s" int, b int)',
                                       'A table whose name is as long as a name may be, number ' || i, i);
                        EXECUTE format('CREATE INDEX ON public.%1$I (b); CREATE INDEX ON public.%1$I (b); CREATE INDEX ON public.%1$I (b, id)',
                                       'A table whose name is as long as a name may be, number ' || i);
                    END LOOP;
                END $$""", "SELECT 1");
        JobRunner jobs = new JobRunner(target, Audits.scratch(), Clock.systemUTC());
        Applying applying = new Applying(jobs, Servers.db(target), pictures.folder().resolve("huge"), Clock.systemUTC());
        try (Advising advising = new Advising(Servers.binaries(), pictures.folder().resolve("twins"), Servers.db(target, SessionSpec.interactive()), Clock.systemUTC())) {
            Screen screen = pictures.open(new AdvisorTab(parts(target, advising, applying, Sources.Heard.NOTHING), Environment.PRODUCTION, pictures.kit()));
            Pictures.with(screen, r -> Pictures.press(r, "#advisor-ask"));
            Pictures.with(screen, r -> Pictures.part(r, 3));
            Pictures.until(screen, "many cards", r -> Pictures.tables(r).getFirst().getItems().size() > 200);
            Pictures.with(screen, r -> Pictures.enter(r, 0, 0));
            pictures.shoot("advisor-huge");
        }
    }

    /** Where nobody answers. */
    private static void failing(Pictures pictures, Target target, Applying applying) {
        Target gone = new Target("gone", List.of(new Target.Host("127.0.0.1", 1)), target.database(), target.user(), target.password(), target.tls(),
                target.environment(), Map.of());
        try (Advising advising = new Advising(Servers.binaries(), pictures.folder().resolve("twins"), Servers.db(gone), Clock.systemUTC())) {
            Screen screen = pictures.open(new AdvisorTab(parts(gone, advising, applying), Environment.PRODUCTION, pictures.kit()));
            Pictures.with(screen, r -> Pictures.press(r, "#advisor-ask"));
            Pictures.untilShows(screen, ".problem");
            pictures.shoot("advisor-failing");
            Pictures.with(screen, r -> {
                Pictures.part(r, 4);
                Pictures.press(r, "#advisor-upgrade");
            });
            Pictures.untilShows(screen, ".problem");
            pictures.shoot("advisor-upgrade-failing");
        }
    }

    private static final int OLDER = 14;
    private static final CountDownLatch LOOPED = new CountDownLatch(1);

    private static AdvisorTab.Parts parts(Target target, Advising advising, Applying applying) {
        return parts(target, advising, applying, null);
    }

    /** @param heard null for what {@link #heard} has */
    private static AdvisorTab.Parts parts(Target target, Advising advising, Applying applying, Sources.@Nullable Heard heard) {
        Db db = Servers.db(target);
        Checks checks = new Checks(Checks.all(), HealthMemory.ofThisProcess(), new HealthMutes(Path.of("target/gallery-mutes"), Clock.systemUTC()), Clock.systemUTC());
        return new AdvisorTab.Parts(advising, applying, () -> new Sources.Live(db, checks, List.of()), () -> heard == null ? heard(db) : heard, (step, watch) -> {
            step.accept(Text.of("apply.cli.step-twin", 14.2));
            try {
                LOOPED.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return applying.all().getFirst();
        });
    }

    /** A plan that was far off, and a statement that runs once for each row, with long texts. */
    private static Sources.Heard heard(Db db) {
        String plan = db.call(h -> h.createQuery("EXPLAIN (ANALYZE, VERBOSE, FORMAT JSON) SELECT * FROM cars WHERE model = 7 AND brand = 3")
                .mapTo(String.class).one());
        String columns = IntStream.range(0, 60).mapToObj(i -> "a_rather_long_name_of_a_column_" + i).collect(Collectors.joining(", "));
        Repetition long1 = new Repetition("SELECT " + columns + " FROM orders WHERE customer = $1", "SELECT " + columns + " FROM customers WHERE id = $1",
                48.2, 1234, IndexAdvice.Confidence.HIGH, "both move together in 40 intervals", "SELECT id, " + columns + " FROM customers WHERE id = ANY ($1)", "77");
        return new Sources.Heard(List.of(new Sources.Measured("42", Plan.parse(plan))), List.of(long1), null);
    }

    private static String[] trouble() {
        return new String[] {
            "CREATE TABLE public.parts_made (id int PRIMARY KEY)", "INSERT INTO parts_made SELECT generate_series(1, 100)",
            "CREATE TABLE public.cars (id int PRIMARY KEY, maker int REFERENCES parts_made, model int, brand int, note text)",
            "INSERT INTO cars SELECT g, g % 100 + 1, g % 500, (g % 500) / 2, repeat('n', 40) FROM generate_series(1, 100000) g",
            "CREATE INDEX \"An index with quite a long name \"\"and quotes\"\" in it 1234567\" ON cars (model)",
            "CREATE INDEX cars_model_again ON cars (model)", "CREATE INDEX cars_model_brand ON cars (model, brand)",
            "CREATE SEQUENCE almost AS smallint START 32000", "SELECT nextval('almost')",
            "SELECT * FROM cars ORDER BY model, id LIMIT 20 OFFSET 40000", "ANALYZE cars"
        };
    }

    private static void part(Screen screen, int number) {
        Pictures.with(screen, r -> Pictures.part(r, number));
        Pictures.untilRows(screen, 0);
    }

    /** Applies it while a client asks for single parts. */
    private static void applied(Target target, Applying applying, String statement) {
        AtomicBoolean over = new AtomicBoolean();
        Thread client = Thread.ofVirtual().start(() -> {
            while (!over.get()) {
                Servers.execute(target, "SELECT * FROM parts WHERE id = 17");
            }
        });
        Remedy remedy = new Remedy(statement, statement, List.of(), Map.of(), Remedy.Aim.FASTER);
        applying.apply(applying.prepare(remedy, Measuring.of(Duration.ofSeconds(3))).id(), Servers.db(target).target().database(), a -> { });
        over.set(true);
        client.interrupt();
    }
}
