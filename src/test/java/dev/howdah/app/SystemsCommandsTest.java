package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.cluster.PgCluster;
import dev.howdah.engine.db.Surroundings;
import dev.howdah.engine.db.Target;
import dev.howdah.testing.Servers;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SystemsCommandsTest {
    @TempDir
    Path home;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void resetAndSeedOfAnUnmarkedOrUnknownTargetAreExitCode4() {
        Target target = Servers.newDatabase();
        for (String command : new String[] {"reset", "seed", "cleanup", "optimize"}) {
            assertThat(run(target, command)).describedAs(command).isEqualTo(ExitCode.REFUSED);
            assertThat(run(target, command, "--yes-destroy", target.database())).isEqualTo(ExitCode.REFUSED);
        }
        assertThat(err.toString()).contains("Refused:").doesNotContain("\tat ");
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

    private JsonNode json() {
        return new JsonMapper().readTree(out.toString());
    }

    private int run(Target target, String... args) {
        out.getBuffer().setLength(0);
        String url = "postgres://" + PgCluster.USER + ":" + target.password().reveal() + "@" + target.address() + "/" + target.database();
        Surroundings here = new Surroundings(Map.of("DATABASE_URL", url, "HOWDAH_HOME", home.toString()), home, "me", "Linux");
        try (Wiring wiring = new Wiring(here, Path.of("target/postgres"))) {
            CommandLine line = Cli.of(wiring, c -> 0);
            line.setOut(new PrintWriter(out));
            line.setErr(new PrintWriter(err));
            return line.execute(args);
        }
    }
}
