package dev.howdah.engine.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.StatementCustomizer;
import org.jspecify.annotations.Nullable;

/**
 * The engine's door to one database: named queries to records, updates, transactions. All failures are {@link DbException}s.
 * Thread-safe; every call takes a connection of the data source and gives it back.
 */
public final class Db {
    private final Target target;
    private final Jdbi jdbi;
    private final Map<String, Sql> queries = new ConcurrentHashMap<>();
    private volatile @Nullable Server server;

    public Db(Target target, DataSource source) {
        this.target = target;
        this.jdbi = Jdbi.create(source);
        this.jdbi.getConfig(SqlStatements.class).addCustomizer(new Cancellable());
    }

    public Target target() {
        return target;
    }

    /** What the server is, read at the first call and after {@link #forgetServer()}. */
    public Server server() {
        Server known = server;
        if (known == null) {
            known = call(ServerReader::read);
            if (known.major() < Server.OLDEST) {
                throw new DbException(new DbProblem.TooOld(target.address(), "PostgreSQL " + known.version()), null);
            }
            server = known;
        }
        return known;
    }

    /** After a reconnect: version, rights and extensions may be others now. */
    public void forgetServer() {
        server = null;
        queries.clear();
    }

    /** The named query in the form for this server. */
    public Sql sql(String name) {
        int major = server().major();
        return queries.computeIfAbsent(name, n -> Sql.load(n, major));
    }

    /** All rows of a named query as records; columns map to components by name, snake_case to camelCase. */
    public <T> List<T> list(String name, Class<T> type) {
        return list(name, type, Map.of());
    }

    public <T> List<T> list(String name, Class<T> type, Map<String, ?> params) {
        Sql sql = sql(name);
        return call(h -> query(h, sql.text(), params).map(ConstructorMapper.of(type)).list());
    }

    /** The only row of a named query. */
    public <T> T one(String name, Class<T> type) {
        return one(name, type, Map.of());
    }

    public <T> T one(String name, Class<T> type, Map<String, ?> params) {
        Sql sql = sql(name);
        return call(h -> query(h, sql.text(), params).map(ConstructorMapper.of(type)).one());
    }

    /** Runs a statement given as text with named parameters; the number of rows that it touched. */
    public int update(String text, Map<String, ?> params) {
        return call(h -> h.createUpdate(text).bindMap(params).execute());
    }

    /** Runs statements that take no parameters, DDL say, as they stand. */
    public void execute(String text) {
        withConnection(c -> {
            try (var s = c.createStatement()) {
                Cancellation.started(s);
                try {
                    s.execute(text);
                } finally {
                    Cancellation.ended(s);
                }
                return 0;
            }
        });
    }

    /** Work within one transaction: committed when it returns, rolled back when it throws. */
    public <T> T tx(Function<Handle, T> work) {
        return call(h -> h.inTransaction(t -> work.apply(t)));
    }

    /** Work with one handle outside a transaction. */
    public <T, X extends Exception> T call(HandleCallback<T, X> work) {
        try {
            return jdbi.withHandle(work);
        } catch (DbException e) {
            throw e;
        } catch (JdbiException e) {
            throw DbException.of(e, target);
        } catch (Exception e) {
            throw e instanceof RuntimeException r ? r : DbException.of(e, target);
        }
    }

    /** Work that needs the bare connection (COPY, cursors, EXPLAIN). */
    public <T> T withConnection(ConnectionWork<T> work) {
        return call(h -> work.apply(h.getConnection()));
    }

    /** Work with a bare connection. */
    @FunctionalInterface
    public interface ConnectionWork<T> {
        T apply(Connection connection) throws SQLException;
    }

    private static Query query(Handle h, String text, Map<String, ?> params) {
        return h.createQuery(text).bindMap(params);
    }

    /** Makes every statement known to the current {@link Cancellation}. */
    private static final class Cancellable implements StatementCustomizer {
        @Override
        public void beforeExecution(PreparedStatement stmt, StatementContext ctx) throws SQLException {
            Cancellation.started(stmt);
            ctx.addCleanable(() -> Cancellation.ended(stmt));
        }
    }
}
