package dev.howdah.engine.job.ready;

import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.DbProblem;
import dev.howdah.engine.db.Identifiers;
import dev.howdah.engine.job.ready.ReadyJob.Draft;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Changes of settings, storage parameters and what ANALYZE collects, each with what was there before as its undo. */
final class SettingChanges {
    private static final String ID = "(?:\"(?:[^\"]|\"\")+\"|[A-Za-z_][\\w$]*)";
    private static final String QNAME = ID + "(?:\\." + ID + ")?";
    private static final String SET = "(?:SET\\s+([A-Za-z_][\\w.]*)\\s*(?:=|\\bTO\\b)\\s*(.+)|RESET\\s+([A-Za-z_][\\w.]*))";
    private static final Pattern SYSTEM = pattern("ALTER\\s+SYSTEM\\s+" + SET);
    private static final Pattern DATABASE = pattern("ALTER\\s+DATABASE\\s+(" + ID + ")\\s+" + SET);
    private static final Pattern TARGET = pattern("ALTER\\s+TABLE\\s+(" + QNAME + ")\\s+ALTER\\s+(?:COLUMN\\s+)?(" + ID + ")\\s+SET\\s+STATISTICS\\s+(-?\\d+)");
    private static final Pattern DISTINCT = pattern("ALTER\\s+TABLE\\s+(" + QNAME + ")\\s+ALTER\\s+(?:COLUMN\\s+)?(" + ID
            + ")\\s+(?:SET\\s*\\(\\s*n_distinct\\s*=\\s*'?-?[\\d.]+'?\\s*\\)|RESET\\s*\\(\\s*n_distinct\\s*\\))");
    private static final Pattern STORAGE = pattern("ALTER\\s+TABLE\\s+(" + QNAME + ")\\s+(SET|RESET)\\s*\\(([^()]*)\\)");
    private static final Pattern CREATE_STATISTICS =
            pattern("CREATE\\s+STATISTICS\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?(" + QNAME + ")\\s*(.+?\\sFROM\\s+(" + QNAME + "))");
    private static final Pattern DROP_STATISTICS = pattern("DROP\\s+STATISTICS\\s+(?:IF\\s+EXISTS\\s+)?(" + QNAME + ")");

    private static final Pattern SEQUENCE = pattern("ALTER\\s+SEQUENCE\\s+(" + QNAME + ")\\s+AS\\s+(bigint|integer|smallint)");

    private static final Set<String> LISTS = Set.of("search_path", "temp_tablespaces", "session_preload_libraries", "local_preload_libraries",
            "shared_preload_libraries", "unix_socket_directories", "listen_addresses", "log_destination", "synchronous_standby_names");

    private SettingChanges() {}

    private static Pattern pattern(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    /** Whether it is a statement of one of these kinds. */
    static boolean knows(String sql) {
        return List.of(SYSTEM, DATABASE, TARGET, DISTINCT, STORAGE, CREATE_STATISTICS, DROP_STATISTICS, SEQUENCE).stream().anyMatch(p -> p.matcher(sql).matches());
    }

    /** The setting that ALTER SYSTEM changes; "" for another statement. */
    static String systemSetting(String sql) {
        Matcher m = SYSTEM.matcher(sql);
        return m.matches() ? m.group(1) == null ? m.group(3) : m.group(1) : "";
    }

    /** Null for a statement of another kind. */
    static @Nullable Draft draft(Db db, String sql) {
        Matcher m = SYSTEM.matcher(sql);
        if (m.matches()) {
            return system(db, sql, m.group(1) == null ? m.group(3) : m.group(1));
        }
        m = DATABASE.matcher(sql);
        if (m.matches()) {
            return database(db, sql, m.group(1), m.group(2) == null ? m.group(4) : m.group(2));
        }
        m = TARGET.matcher(sql);
        if (m.matches()) {
            return statisticsTarget(db, sql, m.group(1), m.group(2));
        }
        m = DISTINCT.matcher(sql);
        if (m.matches()) {
            return distinct(db, sql, m.group(1), m.group(2));
        }
        m = STORAGE.matcher(sql);
        if (m.matches()) {
            return storage(db, sql, m.group(1), m.group(3));
        }
        m = CREATE_STATISTICS.matcher(sql);
        if (m.matches()) {
            String create = "CREATE STATISTICS IF NOT EXISTS " + m.group(1) + " " + m.group(2);
            return Changes.plain(List.of(create, "ANALYZE " + m.group(3)), "SHARE UPDATE EXCLUSIVE", m.group(3), "DROP STATISTICS IF EXISTS " + m.group(1));
        }
        m = SEQUENCE.matcher(sql);
        if (m.matches()) {
            return sequence(db, sql, m.group(1));
        }
        m = DROP_STATISTICS.matcher(sql);
        return m.matches() ? dropStatistics(db, m.group(1)) : null;
    }

    private static Draft system(Db db, String sql, String name) {
        refuseLists(sql, name);
        String context = Changes.first(db, "SELECT context FROM pg_catalog.pg_settings WHERE name = lower(?)", name, "jobs.change-no-setting");
        if (context.equals("internal")) {
            throw Changes.refused("jobs.change-internal", name);
        }
        List<String> before = byAlterSystem(db, name);
        String undo = before.isEmpty() || before.getFirst() == null ? "ALTER SYSTEM RESET " + name : "ALTER SYSTEM SET " + name + " = " + before.getFirst();
        return Changes.plain(List.of(sql, "SELECT pg_catalog.pg_reload_conf()"), "-", name, undo);
    }

    /** What these had before cannot be told from one name with commas in it, so there would be no sure way back. */
    private static void refuseLists(String sql, String name) {
        if (LISTS.contains(name.toLowerCase(Locale.ROOT))) {
            throw Changes.refused("jobs.change-unknown", sql);
        }
    }

    /** From the file itself: a session shows no file for what its role, its database or the console overrides. */
    private static List<String> byAlterSystem(Db db, String name) {
        try {
            return Facts.column(db, "SELECT pg_catalog.quote_literal(setting) FROM pg_catalog.pg_file_settings"
                    + " WHERE sourcefile LIKE '%postgresql.auto.conf' AND name = lower(?) ORDER BY seqno DESC LIMIT 1", name);
        } catch (DbException e) {
            if (!(e.problem() instanceof DbProblem.Denied)) {
                throw e;
            }
            return Facts.column(db, "SELECT CASE WHEN sourcefile LIKE '%postgresql.auto.conf'"
                    + " THEN pg_catalog.quote_literal(pg_catalog.current_setting(name)) END FROM pg_catalog.pg_settings WHERE name = lower(?)", name);
        }
    }

    private static Draft database(Db db, String sql, String database, String name) {
        refuseLists(sql, name);
        List<String> before = Facts.column(db, "SELECT pg_catalog.quote_literal(substr(o, strpos(o, '=') + 1))"
                + " FROM pg_catalog.pg_db_role_setting s JOIN pg_catalog.pg_database d ON d.oid = s.setdatabase AND s.setrole = 0"
                + " CROSS JOIN LATERAL unnest(s.setconfig) o WHERE pg_catalog.quote_ident(d.datname) = ? AND split_part(o, '=', 1) = lower(?)",
                quoted(database), name);
        String alter = "ALTER DATABASE " + database;
        String undo = before.isEmpty() ? alter + " RESET " + name : alter + " SET " + name + " = " + before.getFirst();
        return Changes.plain(List.of(sql), "-", database, undo);
    }

    private static Draft statisticsTarget(Db db, String sql, String table, String column) {
        List<String> before = Facts.column(db, "SELECT 'SET STATISTICS ' || coalesce(attstattarget, -1) FROM pg_catalog.pg_attribute"
                + " WHERE attrelid = pg_catalog.to_regclass(?) AND pg_catalog.quote_ident(attname) = ?", table, quoted(column));
        return afterAnalyze(sql, table, column, before);
    }

    private static Draft distinct(Db db, String sql, String table, String column) {
        List<String> before = Facts.column(db, "SELECT coalesce((SELECT 'SET (' || o || ')' FROM unnest(attoptions) o WHERE o LIKE 'n\\_distinct=%'), 'RESET (n_distinct)')"
                + " FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass(?) AND pg_catalog.quote_ident(attname) = ?", table, quoted(column));
        return afterAnalyze(sql, table, column, before);
    }

    /** @param before what brings back what the column had; none when there is no such column */
    private static Draft afterAnalyze(String sql, String table, String column, List<String> before) {
        if (before.isEmpty()) {
            throw Changes.refused("job.no-table", table + "." + column);
        }
        return Changes.plain(List.of(sql, "ANALYZE " + table), "SHARE UPDATE EXCLUSIVE", table,
                "ALTER TABLE " + table + " ALTER COLUMN " + column + " " + before.getFirst() + ";\nANALYZE " + table);
    }

    private static Draft storage(Db db, String sql, String table, String parameters) {
        List<String> set = new ArrayList<>();
        List<String> reset = new ArrayList<>();
        for (String p : parameters.split(",", -1)) {
            String name = p.split("=", 2)[0].strip();
            List<String> before = Facts.column(db, "SELECT pg_catalog.quote_literal(split_part(o, '=', 2)) FROM pg_catalog.pg_class c"
                    + " CROSS JOIN LATERAL unnest(c.reloptions) o WHERE c.oid = pg_catalog.to_regclass(?) AND split_part(o, '=', 1) = lower(?)",
                    table, name);
            if (before.isEmpty()) {
                reset.add(name);
            } else {
                set.add(name + " = " + before.getFirst());
            }
        }
        List<String> undo = new ArrayList<>();
        if (!set.isEmpty()) {
            undo.add("ALTER TABLE " + table + " SET (" + String.join(", ", set) + ")");
        }
        if (!reset.isEmpty()) {
            undo.add("ALTER TABLE " + table + " RESET (" + String.join(", ", reset) + ")");
        }
        return Changes.plain(List.of(sql), "SHARE UPDATE EXCLUSIVE", table, String.join(";\n", undo));
    }

    private static Draft sequence(Db db, String sql, String name) {
        String type = Changes.first(db, "SELECT pg_catalog.format_type(seqtypid, NULL) FROM pg_catalog.pg_sequence WHERE seqrelid = pg_catalog.to_regclass(?)",
                name, "job.no-table");
        return Changes.plain(List.of(sql), "SHARE ROW EXCLUSIVE", name, "ALTER SEQUENCE " + name + " AS " + type);
    }

    private static Draft dropStatistics(Db db, String name) {
        List<String> before = Facts.column(db, "SELECT pg_catalog.pg_get_statisticsobjdef(s.oid) FROM pg_catalog.pg_statistic_ext s"
                + " JOIN pg_catalog.pg_namespace n ON n.oid = s.stxnamespace WHERE ? IN (pg_catalog.quote_ident(s.stxname),"
                + " pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(s.stxname))", name);
        return Changes.plain(List.of("DROP STATISTICS IF EXISTS " + name), "SHARE UPDATE EXCLUSIVE", name, before.isEmpty() ? null : before.getFirst());
    }

    /** As quote_ident writes it. */
    private static String quoted(String identifier) {
        return identifier.startsWith("\"")
                ? Identifiers.quote(identifier.substring(1, identifier.length() - 1).replace("\"\"", "\""))
                : Identifiers.quote(identifier.toLowerCase(java.util.Locale.ROOT));
    }
}
