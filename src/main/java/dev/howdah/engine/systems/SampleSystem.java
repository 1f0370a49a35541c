package dev.howdah.engine.systems;

import java.util.List;

/**
 * A back end whose database side Howdah carries: its tables, its rows, its work in an old way and a better one, and what its
 * makers claimed the better one brings. It lives in a schema of its own name. Stateless and thread-safe.
 *
 * <p>Beside the class stand {@code systems/<name>/V*.sql} (Flyway migrations) and {@code systems/<name>/indexes.sql}.
 */
public interface SampleSystem {
    /** Unique; also the schema: {@code jumpstart}. */
    String name();

    /** The tables in the order in which they can be filled. */
    List<SeedTable> tables();

    /** What its clients do, with weights; their sum need not be anything. */
    List<Operation> operations();

    /** What was promised, and how it is measured here. */
    List<Claim> claims();

    /** The migration files in order; a test holds that the folder has no other. */
    List<String> migrations();

    /** The names of the queries that find wrong rows: {@code verify_unique_urls} for sql/systems/&lt;name&gt;/verify_unique_urls.sql. */
    default List<String> verifications() {
        return List.of();
    }

    /** The names of the statements that remove redundant rows, in order. */
    default List<String> cleanups() {
        return List.of();
    }

    /** The table's name with its schema. */
    default String qualified(String table) {
        return name() + "." + table;
    }
}
