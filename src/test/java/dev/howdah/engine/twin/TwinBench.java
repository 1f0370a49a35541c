package dev.howdah.engine.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.Target;
import dev.howdah.testing.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Times of building and asking: {@code mvn test -Dtest=TwinBench -Dtest.excluded=}; the lines stand in target/twin-bench.txt. */
@Tag("campaign")
class TwinBench {
    private static final int ASKED = 2000;

    @TempDir
    Path temp;

    @Test
    void buildsAThousandTablesAndAsks() throws IOException {
        Target source = Servers.newDatabase();
        Servers.execute(source, """
                DO $$ BEGIN FOR t IN 1..1000 LOOP
                    EXECUTE format('CREATE TABLE t%s (id bigint PRIMARY KEY, a int, b int, c text, d timestamptz, e numeric)', t);
                    EXECUTE format('INSERT INTO t%s SELECT i, i %% 7, i, md5(i::text), now(), i FROM generate_series(1, 50) i', t);
                    EXECUTE format('CREATE INDEX ON t%s (a); CREATE INDEX ON t%1$s (b, a); CREATE INDEX ON t%1$s (c); CREATE INDEX ON t%1$s (d)', t);
                    IF t % 100 = 0 THEN COMMIT; END IF;
                END LOOP; END $$""", "ANALYZE");
        List<String> lines = new ArrayList<>();
        long start = System.nanoTime();
        Capsule capsule = new CapsuleReader(InstantSource.system()).read(Servers.db(source));
        lines.add("catalogue reads: " + seconds(start) + " s, " + capsule.relations().size() + " tables, " + capsule.indexes().size() + " indexes");
        start = System.nanoTime();
        try (Twin twin = Twin.build(Servers.binaries(), dev.howdah.engine.twin.TwinFolder.create(temp), capsule, 18)) {
            lines.add("twin built: " + seconds(start) + " s, server start included");
            assertThat(twin.lacks()).isEmpty();
            start = System.nanoTime();
            Capsule touched = capsule.masked();
            twin.refresh(touched);
            lines.add("twin refreshed: " + seconds(start) + " s, without a server start");
            try (WhatIf whatIf = new TwinWhatIf(twin)) {
                Query q = Query.of("SELECT * FROM t7 WHERE b = $1 AND a > 3");
                List<Integer> on = List.of(whatIf.add("CREATE INDEX ON t7 (b)").handle());
                for (int round = 0; round < 3; round++) {
                    start = System.nanoTime();
                    for (int i = 0; i < ASKED; i++) {
                        whatIf.estimate(q, i % 2 == 0 ? WhatIf.Change.NONE : WhatIf.Change.add(on));
                    }
                    lines.add("what-if, an index on or off: " + (System.nanoTime() - start) / 1e6 / ASKED + " ms");
                }
            }
        } finally {
            Files.write(Path.of("target/twin-bench.txt"), lines);
        }
    }

    private static double seconds(long since) {
        return Math.round((System.nanoTime() - since) / 1e7) / 100.0;
    }
}
