package dev.howdah.engine.twin;

import dev.howdah.engine.db.Lack;
import dev.howdah.engine.sqltext.FirstWord;
import dev.howdah.engine.sqltext.Literals;
import dev.howdah.engine.sqltext.Passwords;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All that a planner knows of one database, and not one row of it: schema, statistics, sizes, settings, workload. Immutable.
 * Relations are joined by {@code id}, the object's number in the database that was read.
 *
 * @param format version of this form, {@link #FORMAT} when written now
 * @param settings planner settings that differ from the built-in values
 * @param items what tables need before they can exist: schemas, types, sequences; and functions, operators, casts
 * @param statements what the server ran, by total time
 * @param lacks what could not be read, and why
 */
public record Capsule(
        int format,
        Instant readAt,
        Source source,
        Map<String, String> settings,
        List<Extension> extensions,
        List<Item> items,
        List<Relation> relations,
        List<Column> columns,
        List<Constraint> constraints,
        List<Index> indexes,
        List<ColumnStats> statistics,
        List<Extended> extended,
        List<ExtendedData> extendedData,
        List<Statement> statements,
        List<Lack> lacks) {
    /** What this Howdah writes and reads. */
    public static final int FORMAT = 1;

    /**
     * The server and database that was read.
     *
     * @param provider of the default collation: c (libc), i (ICU), b (built in)
     * @param blockSize in bytes
     * @param windowSeconds over what time the traffic counters of relations ran
     * @param statementsWindow over what time the statements were counted, in seconds; null when it is not known to be another
     */
    public record Source(
            int versionNum,
            String version,
            String database,
            String encoding,
            String collate,
            String ctype,
            String provider,
            @Nullable String locale,
            int blockSize,
            double windowSeconds,
            @Nullable Double statementsWindow) {
        public int major() {
            return versionNum / 10_000;
        }

        /** Over what time the statements were counted. */
        public double statementSeconds() {
            return statementsWindow == null ? windowSeconds : statementsWindow;
        }

        Source withStatementsWindow(@Nullable Double seconds) {
            return new Source(versionNum, version, database, encoding, collate, ctype, provider, locale, blockSize, windowSeconds, seconds);
        }
    }

    public record Extension(String name, String schema, String version) {}

    /**
     * An object that one statement makes.
     *
     * @param ddl null when its code cannot run elsewhere
     * @param stub stands in for such code: same signature, no body
     */
    public record Item(String kind, String name, @Nullable String ddl, @Nullable String stub) {}

    /**
     * A table, partitioned table, materialized view, foreign table or view (kind r, p, m, f, v).
     *
     * @param tuples as pg_class.reltuples, -1 when never counted
     * @param bytes of the main fork now
     * @param options storage parameters that the planner reads, as SQL; null when none
     * @param parents ids of the tables that it inherits from, comma separated; null when none
     * @param inserted rows since the counters began, like the other traffic
     */
    public record Relation(
            long id,
            String schema,
            String name,
            String kind,
            long pages,
            double tuples,
            long allVisible,
            long bytes,
            @Nullable String options,
            @Nullable String partitionKey,
            @Nullable String partitionBound,
            @Nullable String parents,
            @Nullable String definition,
            boolean readable,
            boolean rowSecurity,
            boolean hasRules,
            long inserted,
            long updated,
            long hotUpdated,
            long deleted) {
        /** schema.name, quoted where needed. */
        public String qualified() {
            return dev.howdah.engine.db.Identifiers.quote(schema, name);
        }
    }

    /**
     * @param length of its values in bytes, -1 when it varies
     * @param align c, s, i or d: 1, 2, 4 or 8 bytes
     */
    public record Column(
            long tableId,
            int number,
            String name,
            String type,
            @Nullable Integer length,
            @Nullable String align,
            boolean notNull,
            boolean dropped,
            @Nullable String generated,
            @Nullable String identity,
            @Nullable String defaultValue,
            @Nullable String collation) {}

    /**
     * @param kind p, u, x, c or f as in pg_constraint
     * @param derived true for a partition's copy of its parent's constraint
     * @param columns numbers of the table's columns, separated by spaces
     * @param onDelete of a foreign key: a, r, c, n or d as in pg_constraint
     */
    public record Constraint(
            long tableId,
            String name,
            String kind,
            String definition,
            @Nullable Long indexId,
            boolean derived,
            @Nullable Long referencedId,
            @Nullable String columns,
            @Nullable String onDelete) {}

    /**
     * @param columns numbers of the table's columns, 0 for an expression, separated by spaces; the first {@code keyColumns} are the key
     * @param options a bit set a key column, 1 DESC, 2 NULLS FIRST
     * @param scans how often it was used since the counters began
     */
    public record Index(
            long id,
            long tableId,
            String schema,
            String name,
            String method,
            String definition,
            boolean isUnique,
            boolean isPrimary,
            boolean isValid,
            boolean isClustered,
            boolean isReplicaIdentity,
            boolean partitioned,
            @Nullable Long parentId,
            long pages,
            double tuples,
            long bytes,
            String columns,
            int keyColumns,
            String options,
            String classes,
            String collations,
            @Nullable String predicate,
            boolean hasExpressions,
            long scans) {
        public String qualified() {
            return dev.howdah.engine.db.Identifiers.quote(schema, name);
        }
    }

    /** One row of pg_stats; arrays as PostgreSQL writes them. */
    public record ColumnStats(
            long relationId,
            int number,
            boolean inherited,
            float nullFrac,
            int avgWidth,
            float nDistinct,
            @Nullable String mostCommonVals,
            @Nullable String mostCommonFreqs,
            @Nullable String histogramBounds,
            @Nullable Float correlation,
            @Nullable String mostCommonElems,
            @Nullable String mostCommonElemFreqs,
            @Nullable String elemCountHistogram,
            @Nullable String rangeLengthHistogram,
            @Nullable Float rangeEmptyFrac,
            @Nullable String rangeBoundsHistogram) {

        ColumnStats withRange(@Nullable String lengths, @Nullable Float emptyFrac, @Nullable String bounds) {
            return new ColumnStats(relationId, number, inherited, nullFrac, avgWidth, nDistinct, mostCommonVals, mostCommonFreqs, histogramBounds,
                    correlation, mostCommonElems, mostCommonElemFreqs, elemCountHistogram, lengths, emptyFrac, bounds);
        }
    }

    public record Extended(long id, long tableId, String name, String definition) {}

    /** Contents of an extended statistics object as PostgreSQL stores them, in hexadecimal digits. */
    public record ExtendedData(
            long id, boolean inherited, @Nullable String nDistinct, @Nullable String dependencies, @Nullable String mostCommon) {}

    /**
     * A statement of the workload.
     *
     * @param text normalised, with {@code $1} for constants; those of commands like ALTER ROLE stay, but no password
     * @param totalMs time in ms that all calls took
     */
    public record Statement(String id, String text, double calls, double totalMs, double rows, @Nullable String role) {
        public Statement {
            text = Passwords.hide(text);
        }

        /** The server has taken the constants out of what is planned already; a 1 that is left there is a column's place. */
        private Statement masked() {
            return FirstWord.planned(text) ? this : new Statement(id, Literals.mask(text), calls, totalMs, rows, role);
        }
    }

    public Capsule {
        settings = Map.copyOf(settings);
        extensions = List.copyOf(extensions);
        items = List.copyOf(items);
        relations = List.copyOf(relations);
        columns = List.copyOf(columns);
        constraints = List.copyOf(constraints);
        indexes = List.copyOf(indexes);
        statistics = List.copyOf(statistics);
        extended = List.copyOf(extended);
        extendedData = List.copyOf(extendedData);
        statements = List.copyOf(statements);
        lacks = List.copyOf(lacks);
    }

    /** Relations by id. */
    public Map<Long, Relation> relationsById() {
        return relations.stream().collect(Collectors.toMap(Relation::id, Function.identity()));
    }

    /** A table's columns in their order, dropped ones included. */
    public Map<Long, List<Column>> columnsByTable() {
        return columns.stream().collect(Collectors.groupingBy(Column::tableId));
    }

    /**
     * The same without any value that came from a row: most common values, histogram bounds and their like go, and with them the
     * planner's knowledge of skew and ranges; of statements the constants.
     */
    public Capsule masked() {
        List<ColumnStats> bare = statistics.stream()
                .map(s -> new ColumnStats(s.relationId, s.number, s.inherited, s.nullFrac, s.avgWidth, s.nDistinct, null, null, null,
                        s.correlation, null, null, null, null, null, null))
                .toList();
        List<ExtendedData> counts = extendedData.stream()
                .map(d -> new ExtendedData(d.id, d.inherited, d.nDistinct, d.dependencies, null))
                .toList();
        return new Capsule(format, readAt, source, settings, extensions, items, relations, columns, constraints, indexes, bare, extended,
                counts, statements.stream().map(Statement::masked).toList(), lacks);
    }
}
