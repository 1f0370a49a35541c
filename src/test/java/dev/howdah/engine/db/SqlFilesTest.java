package dev.howdah.engine.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.testing.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.ColonPrefixSqlParser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs every query of resources/sql on every version, as a superuser and as a role without any right. It may fail only for what
 * its header declares. Parameters are null; what it changes is rolled back.
 */
class SqlFilesTest {
    private static final Path FOLDER = Path.of("resources/sql");

    /** Queries on objects that Howdah itself makes first, on the twin's own catalogue, and scripts; their own tests run them. */
    private static final List<String> NOT_ALONE = List.of("sandbox/", "job/", "store/", "twin/load_", "twin/stage", "twin/index_predicate", "twin/index_tables",
            "twin/index_keys", "twin/with_toast", "twin/without_toast", "cache/changed_function", "log/files", "systems/");

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void runsEverywhereAsItsHeaderSays(int major) throws Exception {
        Target superuser = Servers.newDatabase(major);
        Db all = Servers.db(superuser);
        List<String> names = names();
        for (String name : names) {
            for (Need need : Sql.load(name, major).needs()) {
                if (need instanceof Need.Extension e) {
                    all.execute("CREATE EXTENSION IF NOT EXISTS " + Identifiers.quote(e.name()));
                }
            }
        }
        all.forgetServer();
        Db nobody = Servers.db(Servers.unprivileged(superuser));
        List<String> failures = new ArrayList<>();
        failures.addAll(run(all, names, "superuser " + major));
        failures.addAll(run(nobody, names, "role without rights " + major));
        assertThat(failures).isEmpty();
        assertThat(names).isNotEmpty();
    }

    private static List<String> run(Db db, List<String> names, String who) {
        Server server = db.server();
        return db.withConnection(c -> {
            List<String> failures = new ArrayList<>();
            c.setAutoCommit(false);
            for (String name : names) {
                Sql sql = Sql.load(name, server.major());
                if (sql.text().contains("@")) {
                    // Made complete by its reader, who has a test.
                    continue;
                }
                Lack lack = sql.missing(server);
                if (lack != null) {
                    if (server.superuser() && sql.needs().stream().noneMatch(n -> n instanceof Need.Version)) {
                        failures.add(name + " lacks something even for a " + who + ": " + lack.reason());
                    }
                    continue;
                }
                try {
                    execute(c, sql.text());
                } catch (SQLException e) {
                    failures.add(name + " as " + who + ": " + e.getSQLState() + " " + e.getMessage());
                } finally {
                    c.rollback();
                }
            }
            c.setAutoCommit(true);
            return failures;
        });
    }

    private static void execute(java.sql.Connection c, String text) throws SQLException {
        var parsed = new ColonPrefixSqlParser().parse(text, null);
        try (var s = c.prepareStatement(parsed.getSql())) {
            for (int i = 1; i <= parsed.getParameters().getParameterCount(); i++) {
                s.setNull(i, Types.NULL);
            }
            s.execute();
        }
    }

    private static List<String> names() throws IOException {
        TreeSet<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(FOLDER)) {
            files.filter(p -> p.toString().endsWith(".sql"))
                    .map(p -> FOLDER.relativize(p).toString().replaceFirst("(\\.\\d+)?\\.sql$", ""))
                    // An at sign: forms for an extension's version, which their own tests choose among.
                    .filter(n -> !n.contains("@") && NOT_ALONE.stream().noneMatch(n::startsWith))
                    .forEach(names::add);
        }
        return List.copyOf(names);
    }
}
