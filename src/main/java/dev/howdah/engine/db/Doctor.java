package dev.howdah.engine.db;

import dev.howdah.engine.text.Text;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Looks at a connection as a DBA would before trusting it: version, encryption, rights, extensions. Every lack comes with the
 * statement that mends it. Reads only. Thread-safe.
 */
public final class Doctor {
    /** How it stands with one thing, best first. */
    public enum Verdict {
        /** As it should be. */
        OK,
        /** Works; worth knowing. */
        NOTE,
        /** Something will not be shown or cannot be done. */
        LACK
    }

    /**
     * @param subject what was looked at: {@code version}, {@code pg_monitor}
     * @param text a sentence
     * @param remedy what to run, as whom the text says; null when nothing is to be done or no single statement does it
     */
    public record Finding(String subject, Verdict verdict, String text, @Nullable String remedy) {}

    /** One row of db/doctor. */
    public record Session(
            @Nullable Boolean ssl,
            @Nullable String tlsVersion,
            @Nullable String tlsCipher,
            int pid,
            boolean readOnly,
            List<String> available,
            @Nullable String cloudRole,
            boolean logsToFiles,
            long unreadableTables,
            long tables) {}

    /** One row of db/doctor-objects: something that a role may or may not use. */
    public record Thing(String part, String object, boolean allowed, String remedy) {}

    /** A predefined role, the first version that has it, and whether pg_monitor brings it. */
    private record Right(String role, int since) {}

    private static final List<Right> RIGHTS = List.of(
            new Right("pg_monitor", 14),
            new Right("pg_signal_backend", 14),
            new Right("pg_checkpoint", 15),
            new Right("pg_use_reserved_connections", 16),
            new Right("pg_maintain", 17));

    private final Db db;
    private final List<Finding> findings = new ArrayList<>();

    private Doctor(Db db) {
        this.db = db;
    }

    /**
     * All findings in the order to read them.
     *
     * @throws DbException when there is no connection, or the server is too old
     */
    public static List<Finding> examine(Db db) {
        db.forgetServer();
        Doctor doctor = new Doctor(db);
        doctor.look();
        return List.copyOf(doctor.findings);
    }

    private void look() {
        Server server = db.server();
        Session session = db.one("db/doctor", Session.class);
        version(server);
        encryption(session);
        pooler();
        role(server, session);
        rights(server);
        statements(server, session);
        List<Thing> things = db.list("db/doctor-objects", Thing.class);
        extension(server, session, "pg_buffercache");
        extension(server, session, "pgstattuple");
        things.stream().filter(t -> !t.part().equals("log")).forEach(this::thing);
        logs(session, things);
        tables(server, session);
    }

    private void version(Server server) {
        boolean known = server.major() <= Server.NEWEST;
        add("version", known ? Verdict.OK : Verdict.NOTE, known ? "doctor.version" : "doctor.version-new", null, server.version());
    }

    private void encryption(Session s) {
        Tls.Mode mode = db.target().tls().mode();
        boolean near = db.target().hosts().stream().allMatch(h -> h.name().matches("localhost|127\\..*|::1"));
        boolean verified = mode == Tls.Mode.VERIFY_FULL || (mode == Tls.Mode.VERIFY_CA);
        if (Boolean.TRUE.equals(s.ssl())) {
            add(
                    "tls",
                    verified || near ? Verdict.OK : Verdict.NOTE,
                    verified ? "doctor.tls-verified" : "doctor.tls-unverified",
                    null,
                    s.tlsVersion(),
                    s.tlsCipher());
        } else {
            add("tls", near ? Verdict.OK : Verdict.LACK, near ? "doctor.tls-near" : "doctor.tls-none", null);
        }
    }

    /** A pooler invents the process id that it tells the driver. */
    private void pooler() {
        boolean direct = db.withConnection(c -> {
            try (var s = c.createStatement();
                    var rs = s.executeQuery("SELECT pg_catalog.pg_backend_pid()")) {
                rs.next();
                return rs.getInt(1) == c.unwrap(PGConnection.class).getBackendPID();
            } catch (SQLException e) {
                throw DbException.of(e, db.target());
            }
        });
        if (!direct) {
            add("pooler", Verdict.NOTE, "doctor.pooler", null);
        }
    }

    private void role(Server server, Session s) {
        if (server.superuser()) {
            add("role", Verdict.NOTE, "doctor.superuser", null, server.user());
        }
        if (server.inRecovery()) {
            add("role", Verdict.NOTE, "doctor.standby", null);
        } else if (s.readOnly()) {
            String remedy = "ALTER ROLE " + Identifiers.quote(server.user()) + " SET default_transaction_read_only = off;";
            add("role", Verdict.NOTE, "doctor.read-only", remedy, server.user());
        }
    }

    private void rights(Server server) {
        for (Right right : RIGHTS) {
            String key = "doctor.right." + right.role();
            if (server.has(right.role())) {
                add(right.role(), Verdict.OK, key, null);
            } else if (server.major() < right.since()) {
                add(right.role(), Verdict.NOTE, "doctor.right-later", null, Text.of(key), right.since());
            } else {
                String remedy = "GRANT " + right.role() + " TO " + Identifiers.quote(server.user()) + ";";
                add(right.role(), Verdict.LACK, "doctor.right-missing", remedy, Text.of(key));
            }
        }
    }

    private void statements(Server server, Session s) {
        String name = "pg_stat_statements";
        if (!extension(server, s, name)) {
            return;
        }
        DbProblem problem = statementsProblem();
        if (problem != null && "55000".equals(problem.sqlState())) {
            String remedy = s.cloudRole() == null ? "ALTER SYSTEM SET shared_preload_libraries = " + preload(server) + ";" : null;
            add(name, Verdict.LACK, cloud(s, "doctor.preload", "doctor.preload-"), remedy, name);
        }
    }

    /** The view names no table of its own: only reading it tells whether its library is loaded. */
    private @Nullable DbProblem statementsProblem() {
        Map<String, String> schemas = schemas();
        String schema = schemas.getOrDefault("pg_stat_statements", "public");
        try {
            db.execute("SELECT 1 FROM " + Identifiers.quote(schema, "pg_stat_statements") + " LIMIT 1");
            return null;
        } catch (DbException e) {
            if (e.problem().lostConnection()) {
                throw e;
            }
            return e.problem();
        }
    }

    private Map<String, String> schemas() {
        return db.call(h -> h.createQuery("SELECT e.extname::text AS k, n.nspname::text AS v FROM pg_catalog.pg_extension e "
                        + "JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace")
                .setMapKeyColumn("k")
                .setMapValueColumn("v")
                .collectInto(new org.jdbi.v3.core.generic.GenericType<Map<String, String>>() {}));
    }

    private static String preload(Server server) {
        List<String> all = new ArrayList<>(server.preloaded().stream().sorted().toList());
        all.add("pg_stat_statements");
        return String.join(", ", all.stream().map(Identifiers::literal).toList());
    }

    private boolean extension(Server server, Session s, String name) {
        String key = "doctor.extension." + name;
        String version = server.extensions().get(name);
        if (version != null) {
            add(name, Verdict.OK, key, null, version);
            return true;
        }
        boolean there = s.available().contains(name);
        String unavailable = cloud(s, "doctor.extension-unavailable", "doctor.extension-unavailable-");
        String remedy = there ? "CREATE EXTENSION " + name + ";" : null;
        add(name, Verdict.LACK, there ? "doctor.extension-missing" : unavailable, remedy, Text.of(key, ""), name);
        return false;
    }

    private void thing(Thing t) {
        if (!t.allowed()) {
            add(t.part(), Verdict.LACK, "doctor.object", t.remedy(), t.object());
        }
    }

    private void logs(Session s, List<Thing> things) {
        if (!s.logsToFiles()) {
            add("log", Verdict.NOTE, cloud(s, "doctor.log-elsewhere", "doctor.log-elsewhere-"), null);
            return;
        }
        List<Thing> missing = things.stream().filter(t -> t.part().equals("log") && !t.allowed()).toList();
        missing.forEach(t -> add("log", Verdict.LACK, "doctor.log-missing", t.remedy(), t.object()));
        if (missing.isEmpty()) {
            add("log", Verdict.OK, "doctor.log", null);
        }
    }

    private void tables(Server server, Session s) {
        if (s.unreadableTables() == 0) {
            add("tables", Verdict.OK, "doctor.tables", null, s.tables());
        } else {
            String remedy = "GRANT pg_read_all_data TO " + Identifiers.quote(server.user()) + ";";
            add("tables", Verdict.LACK, "doctor.tables-unreadable", remedy, s.unreadableTables(), s.tables());
        }
    }

    /** The text for servers of one's own, or for those of a provider, where some things are done in other ways. */
    private static String cloud(Session s, String own, String provider) {
        return switch (s.cloudRole()) {
            case null -> own;
            case "rds_superuser" -> provider + "rds";
            case "azure_pg_admin" -> provider + "azure";
            default -> provider + "google";
        };
    }

    private void add(String subject, Verdict verdict, String key, @Nullable String remedy, @Nullable Object... args) {
        findings.add(new Finding(subject, verdict, Text.of(key, args), remedy));
    }
}
