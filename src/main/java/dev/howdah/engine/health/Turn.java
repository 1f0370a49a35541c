package dev.howdah.engine.health;

import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.HashPrefixSqlParser;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.TemplateEngine;

/**
 * Several checks in one read-only transaction: their limits are set once, and the server reads the list of sessions once for all of
 * them. After a failure the next check begins another transaction. Not thread-safe.
 */
final class Turn implements AutoCloseable {
    private static final String LIMITS =
            """
            SELECT pg_catalog.set_config('transaction_read_only', 'on', true) AS a,
                   pg_catalog.set_config('statement_timeout', #limit, true) AS b,
                   pg_catalog.set_config('lock_timeout', '200', true) AS c,
                   pg_catalog.set_config('search_path', 'pg_catalog', true) AS d,
                   pg_catalog.set_config('jit', 'off', true) AS e
            """;

    private final Handle handle;
    private final CheckPace pace;
    private String limit = "";

    Turn(Handle handle, CheckPace pace) {
        this.handle = handle;
        this.pace = pace;
        // A check's text is PostgreSQL's own, slices of arrays and comparisons included.
        handle.getConfig(SqlStatements.class).setSqlParser(new HashPrefixSqlParser()).setTemplateEngine(TemplateEngine.NOP);
    }

    /** The rows of a check's statement, no more than so many. */
    List<Map<String, Object>> ask(Check check, String statement, int most) {
        begin(String.valueOf(check.manner().timeout().toMillis()));
        long start = System.nanoTime();
        try {
            return handle.createQuery(statement).setMaxRows(most).mapToMap().list();
        } catch (RuntimeException e) {
            endAfter(e);
            throw e;
        } finally {
            pace.ran(check, System.nanoTime() - start);
        }
    }

    private void begin(String wanted) {
        if (wanted.equals(limit)) {
            return;
        }
        long start = System.nanoTime();
        if (limit.isEmpty()) {
            handle.begin();
        }
        limit = wanted;
        handle.createQuery(LIMITS).bind("limit", wanted).mapToMap().one();
        pace.way(System.nanoTime() - start);
    }

    private void endAfter(RuntimeException e) {
        try {
            end();
        } catch (RuntimeException gone) {
            e.addSuppressed(gone);
        }
    }

    private void end() {
        if (!limit.isEmpty()) {
            limit = "";
            handle.rollback();
        }
    }

    @Override
    public void close() {
        end();
    }
}
