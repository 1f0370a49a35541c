package dev.howdah.engine.sample;

import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.Lack;
import dev.howdah.engine.db.Sql;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is read from a server again and again. Stateless, so that any number of samplers may share it; two probes of
 * equal name are the same probe.
 *
 * @param <T> what a run brings: a record or a list of records
 */
public interface Probe<T> {
    /** Unique, as the query's: {@code pool/sessions}. */
    String name();

    /** Time between the starts of two runs. */
    Duration interval(Db db);

    /** Why it cannot run here, or null. */
    @Nullable Lack missing(Db db);

    /** What it will not show here; empty when it shows everything. */
    List<Lack> partial(Db db);

    /**
     * Reads once.
     *
     * @throws dev.howdah.engine.db.DbException when the server refuses or is gone
     */
    T read(Db db);

    /** All rows of one named query as records. */
    static <R> Probe<List<R>> rows(String name, Class<R> row) {
        return of(name, (db, sql) -> db.list(sql.name(), row));
    }

    /** The only row of one named query as a record. */
    static <R> Probe<R> row(String name, Class<R> row) {
        return of(name, (db, sql) -> db.one(sql.name(), row));
    }

    /** A probe whose name, needs and interval are those of the named query, read by a function of its own. */
    static <T> Probe<T> of(String name, BiFunction<Db, Sql, T> reader) {
        return new QueryProbe<>(name, reader);
    }

    /** The probe of one query file. */
    record QueryProbe<T>(String name, BiFunction<Db, Sql, T> reader) implements Probe<T> {
        @Override
        public Duration interval(Db db) {
            return db.sql(name).interval();
        }

        @Override
        public @Nullable Lack missing(Db db) {
            return db.sql(name).missing(db.server());
        }

        @Override
        public List<Lack> partial(Db db) {
            return db.sql(name).partial(db.server());
        }

        @Override
        public T read(Db db) {
            return reader.apply(db, db.sql(name));
        }
    }
}
