package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.ConnInfo;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.Profile;
import dev.howdah.engine.db.Target;
import dev.howdah.testing.Servers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SystemsCommandsTest {
    @TempDir
    Path home;

    private final Called cli = new Called();

    @Test
    void resetAndSeedOfAnUnmarkedOrUnknownTargetAreExitCode4() {
        Target target = Servers.newDatabase();
        for (String command : new String[] {"reset", "seed", "cleanup", "optimize"}) {
            assertThat(run(target, command)).describedAs(command).isEqualTo(ExitCode.REFUSED);
            assertThat(run(target, command, "--yes-destroy", target.database())).isEqualTo(ExitCode.REFUSED);
        }
        assertThat(cli.err()).contains("Refused:").doesNotContain("\tat ");
    }

    @Test
    void previewCheckAndVerifyNeedNoMarker() {
        Target target = Servers.newDatabase();
        assertThat(run(target, "reset", "--dry-run", "--json")).isEqualTo(ExitCode.OK);
        assertThat(json().get("done").asBoolean()).isFalse();
        assertThat(run(target, "check", "--system", "skillsprint", "--json")).isEqualTo(ExitCode.FINDINGS);
        assertThat(json().get(0).get("kind").asString()).isEqualTo("missing");
        assertThat(run(target, "check", "--system", "nonsense")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void jobsAreListedPlannedRunAndRemembered() {
        Target target = Servers.newDatabase();
        Servers.execute(target, "CREATE TABLE public.t (id int PRIMARY KEY, n int)", "INSERT INTO t SELECT g FROM generate_series(1, 500) g");
        assertThat(run(target, "job", "list", "--json")).isEqualTo(ExitCode.OK);
        assertThat(json().size()).isGreaterThan(20);
        String[] backfill = {"job", "run", "data/backfill", "--json", "-p", "table=public.t", "-p", "column=n", "-p", "value=id"};
        String[] dry = java.util.Arrays.copyOf(backfill, backfill.length + 1);
        dry[backfill.length] = "--dry-run";
        assertThat(run(target, dry)).isEqualTo(ExitCode.OK);
        assertThat(json().get("steps").get(0).asString()).contains("{chunk}");
        assertThat(run(target, backfill)).isEqualTo(ExitCode.OK);
        assertThat(json().get("rows").asInt()).isEqualTo(500);
        assertThat(run(target, "job", "history", "--json")).isEqualTo(ExitCode.OK);
        assertThat(json().get(0).get("state").asString()).isEqualTo("done");
        assertThat(run(target, "job", "run", "data/backfill", "-p", "table=public.t")).isEqualTo(ExitCode.USAGE);
        assertThat(run(target, "job", "run", "data/purge", "-p", "table=public.t", "-p", "column=n", "-p", "days=1")).isEqualTo(ExitCode.REFUSED);
        assertThat(run(target, "job", "run", "nonsense")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void outsideTheSandboxTheTypedNameDecidesAndNeverWithoutTheMarker() {
        Target target = Servers.newDatabase();
        profile(target, Environment.DEVELOPMENT);
        assertThat(run(target, "reset", "--target", "dev", "--yes-destroy", target.database())).isEqualTo(ExitCode.REFUSED);
        Servers.execute(target, "CREATE SCHEMA howdah", "CREATE TABLE howdah.marker (disposable boolean NOT NULL)",
                "INSERT INTO howdah.marker VALUES (true)");
        assertThat(run(target, "reset", "--target", "dev")).isEqualTo(ExitCode.REFUSED);
        assertThat(cli.err()).contains("--yes-destroy " + target.database());
        assertThat(run(target, "reset", "--target", "dev", "--yes-destroy", "other")).isEqualTo(ExitCode.REFUSED);
        assertThat(run(target, "reset", "--target", "dev", "--yes-destroy", target.database())).isEqualTo(ExitCode.OK);
        assertThat(run(target, "check", "--target", "dev")).isEqualTo(ExitCode.OK);
        assertThat(run(target, "verify", "--target", "dev")).isEqualTo(ExitCode.OK);
        assertThat(run(target, "cleanup", "--target", "dev", "--dry-run")).isEqualTo(ExitCode.OK);
        profile(target, Environment.PRODUCTION);
        assertThat(run(target, "reset", "--target", "dev", "--yes-destroy", target.database())).isEqualTo(ExitCode.REFUSED);
    }

    @Test
    void verifyOfASystemThatIsNotThereSaysWhatToDo() {
        Target target = Servers.newDatabase();
        assertThat(run(target, "verify")).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err()).contains("is not in " + target.database()).contains("Seed it first");
    }

    @Test
    void jobsAreQueuedListedAndTakenOutAgainAndNoPasswordIsKept() {
        Target target = Servers.newDatabase();
        String[] repository = {"--repository", Servers.url(target)};
        // What DATABASE_URL says with its password is kept nowhere, so a worker could not connect.
        assertThat(run(target, with(repository, "job", "queue", "maintenance/analyze"))).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err()).contains("keeps no passwords").doesNotContain(target.password().reveal());
        profile(target, Environment.DEVELOPMENT);
        String[] queue = with(repository, "job", "queue", "maintenance/analyze", "--target", "dev");
        assertThat(run(target, with(new String[] {"--repeat", "cron 0 0 3 * * *", "--zone", "Europe/Berlin", "--json"}, queue))).isEqualTo(ExitCode.OK);
        assertThat(run(target, with(repository, "job", "planned", "--json"))).isEqualTo(ExitCode.OK);
        assertThat(json().get(0).get("repeat").asString()).isEqualTo("cron 0 0 3 * * * Europe/Berlin");
        assertThat(json().get(0).get("target").asString()).isEqualTo("dev");
        assertThat(run(target, with(repository, "job", "planned", "--remove", json().get(0).get("id").asString()))).isEqualTo(ExitCode.OK);
        assertThat(run(target, with(repository, "job", "queue", "maintenance/analyze", "--target", "dev", "--knob", "speed=9"))).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err()).contains("speed", "chunk-ms");
        assertThat(run(target, with(repository, "job", "queue", "maintenance/analyze", "--target", "dev", "--repeat", "every 2 h", "--knob", "rest=2", "--json")))
                .isEqualTo(ExitCode.OK);
        String id = json().get("run").asString();
        assertThat(run(target, with(repository, "job", "planned", "--json"))).isEqualTo(ExitCode.OK);
        assertThat(json().get(0).get("repeat").asString()).isEqualTo("every 2 h");
        assertThat(run(target, with(repository, "job", "log", "--json"))).isEqualTo(ExitCode.OK);
        assertThat(json().get(0).get("state").asString()).isEqualTo("queued");
        assertThat(run(target, with(repository, "job", "planned", "--remove", id, "--json"))).isEqualTo(ExitCode.OK);
        assertThat(json()).isEmpty();
        assertThat(run(target, with(repository, "job", "queue", "maintenance/analyze", "--target", Servers.url(target)))).isEqualTo(ExitCode.USAGE);
        assertThat(run(target, with(repository, "job", "queue", "maintenance/analyze", "--repeat", "now and then"))).isEqualTo(ExitCode.USAGE);
        assertThat(run(target, "job", "planned", "--repository", "postgres://me@127.0.0.1:1/x")).isEqualTo(ExitCode.NO_CONNECTION);
    }

    private void profile(Target target, Environment environment) {
        try (Wiring wiring = wiring(target)) {
            wiring.settings().save(new Profile("dev", environment, ConnInfo.of(target)));
            wiring.secrets().put("dev", target.password());
        }
    }

    private static String[] with(String[] options, String... command) {
        return Stream.concat(Arrays.stream(command), Arrays.stream(options)).toArray(String[]::new);
    }

    private JsonNode json() {
        return new JsonMapper().readTree(cli.out());
    }

    private int run(Target target, String... words) {
        return cli.run(home, Map.of("DATABASE_URL", Servers.url(target)), words);
    }

    private Wiring wiring(Target target) {
        return cli.wiring(home, Map.of("DATABASE_URL", Servers.url(target)));
    }
}
