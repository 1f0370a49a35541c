package dev.howdah.engine.twin;

import dev.howdah.engine.cluster.ClusterException;
import dev.howdah.engine.cluster.PgBinaries;
import dev.howdah.engine.cluster.Trees;
import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.Lack;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.text.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The best what-if that is to be had for a capsule: a twin, else HypoPG on the target, else the target's plans as they are. */
public final class Planner implements AutoCloseable {
    private static final SessionSpec READING =
            new SessionSpec("what-if", true, Duration.ofSeconds(30), Duration.ofSeconds(2), Duration.ofMinutes(5));

    private final Capsule capsule;
    private final WhatIf whatIf;
    private final @Nullable Twin twin;
    private final @Nullable Connection connection;
    private final List<Lack> lacks;

    private Planner(Capsule capsule, WhatIf whatIf, @Nullable Twin twin, @Nullable Connection connection, List<Lack> lacks) {
        this.capsule = capsule;
        this.whatIf = whatIf;
        this.twin = twin;
        this.connection = connection;
        this.lacks = List.copyOf(lacks);
    }

    /**
     * @param folder for the twin; made and removed
     * @param target the live server, or null when there is only the capsule
     * @param major of the twin; 0 for the one that answers most like the source
     * @throws ClusterException when no twin can be made and there is no target either
     */
    public static Planner open(PgBinaries binaries, Path folder, Capsule capsule, @Nullable Target target, int major) {
        return open(binaries, folder, capsule, target, major, () -> false);
    }

    /**
     * The same, as long as it is wanted.
     *
     * @param stop asked often; true ends it
     * @throws CancellationException when it was stopped; nothing is left of it
     */
    public static Planner open(
            PgBinaries binaries, Path folder, Capsule capsule, @Nullable Target target, int major, BooleanSupplier stop) {
        List<Lack> lacks = new ArrayList<>(capsule.lacks());
        try {
            Twin twin = Twin.build(binaries, folder, capsule, major == 0 ? Twin.bestMajor(binaries, capsule) : major, stop);
            lacks.addAll(twin.lacks());
            if (!twin.exact()) {
                lacks.add(new Lack(Text.of("twin.other-version", twin.major(), capsule.source().major()), null));
            }
            return new Planner(capsule, new TwinWhatIf(twin), twin, null, lacks);
        } catch (ClusterException e) {
            remove(folder);
            if (target == null) {
                throw e;
            }
            lacks.add(new Lack(Text.of("twin.none", String.valueOf(e.getMessage())), null));
            return onTarget(capsule, target, lacks);
        }
    }

    /** What a twin that did not come to be left behind. */
    private static void remove(Path folder) {
        try {
            Trees.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Planner onTarget(Capsule capsule, Target target, List<Lack> lacks) {
        Connection c = Connections.open(simple(target), READING);
        boolean hypoPg = capsule.extensions().stream().anyMatch(e -> e.name().equals("hypopg"));
        if (!hypoPg) {
            lacks.add(new Lack(Text.of("twin.no-hypopg"), "CREATE EXTENSION hypopg;"));
        }
        WhatIf whatIf = hypoPg
                ? new HypoPgWhatIf(c, capsule.source().major())
                : new StructuralWhatIf(c, capsule.source().major(), SizeModel.real(capsule));
        return new Planner(capsule, whatIf, null, c, lacks);
    }

    /** By the other protocol a statement with {@code $1} wants a value before it is planned. */
    private static Target simple(Target t) {
        Map<String, String> properties = new HashMap<>(t.properties());
        properties.put("preferQueryMode", "simple");
        return new Target(t.name(), t.hosts(), t.database(), t.user(), t.password(), t.tls(), t.environment(), properties);
    }

    public Capsule capsule() {
        return capsule;
    }

    public WhatIf whatIf() {
        return whatIf;
    }

    /** The major version that answers. */
    public int major() {
        return twin == null ? capsule.source().major() : twin.major();
    }

    /** What the answers do not know. */
    public List<Lack> lacks() {
        return lacks;
    }

    @Override
    public void close() {
        // the twin first: its indexes go with it, and one by one thousands of them take minutes
        if (twin != null) {
            twin.close();
        }
        whatIf.close();
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                throw new DbException(new dev.howdah.engine.db.DbProblem.ServerSide("", "", String.valueOf(e.getMessage())), e);
            }
        }
    }
}
