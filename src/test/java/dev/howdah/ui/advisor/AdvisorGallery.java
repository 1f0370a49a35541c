package dev.howdah.ui.advisor;

import dev.howdah.engine.advise.Advising;
import dev.howdah.engine.apply.Applying;
import dev.howdah.engine.apply.Measuring;
import dev.howdah.engine.apply.Remedy;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.job.JobRunner;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Pictures;
import dev.howdah.testing.Servers;
import dev.howdah.ui.kit.Screen;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** Pictures of the Advisor tab on a real server, both themes: run it and look at the folder it is given. */
public final class AdvisorGallery {
    private AdvisorGallery() {}

    public static void main(String[] args) throws Exception {
        Pictures pictures = Pictures.start(args);
        Path out = pictures.folder();
        Target target = Servers.newDatabase();
        AdvisorTabTest.fill(target);
        JobRunner jobs = new JobRunner(target, Audits.scratch(), Clock.systemUTC());
        Applying applying = new Applying(jobs, Servers.db(target), out.resolve("advice"), Clock.systemUTC());
        Servers.execute(target, "CREATE TABLE public.parts (id int, name text)", "INSERT INTO parts SELECT g, 'p' || g FROM generate_series(1, 30000) g",
                "ANALYZE parts");
        applied(target, applying, "CREATE INDEX CONCURRENTLY parts_id ON public.parts (id)");
        applied(target, applying, "CREATE INDEX CONCURRENTLY parts_name ON public.parts (name)");
        try (Advising advising = new Advising(Servers.binaries(), out.resolve("twins"), Servers.db(target, SessionSpec.interactive()), Clock.systemUTC())) {
            Screen screen = pictures.open(new AdvisorTab(new AdvisorTab.Parts(advising, applying), Environment.STAGING, pictures.kit()));
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
            Pictures.with(screen, r -> Pictures.enter(r, 0, 0));
            pictures.shoot("advisor-applied");
            part(screen, 0);
            Pictures.with(screen, r -> {
                Pictures.enter(r, 0, 0);
                Pictures.press(r, "#advisor-apply");
            });
            Pictures.untilShows(screen, "#confirm-yes");
            pictures.shoot("advisor-question");
        }
        System.exit(0);
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
