package dev.howdah.engine.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
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
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.StatementCustomizer;
import org.jdbi.v3.core.statement.TemplateEngine;
import org.jspecify.annotations.Nullable;

/**
 * The engine's door to one database: named queries to records, updates, transactions. All failures are {@link DbException}s.
 * Thread-safe; every call takes a connection of the data source and gives it back.
 */
public final class Db {
    private final Target target;
    private final Jdbi jdbi;
    private final Ledger ledger;
    private final Map<String, Sql> queries = new ConcurrentHashMap<>();
    private volatile @Nullable Server server;

    public Db(Target target, DataSource source) {
        this(target, source, new Ledger(""));
    }

    /** The questions of a person: a connection a call, for where a pool would be of no use. */
    public static Db direct(Target target) {
        return new Db(target, new DirectDataSource(target, SessionSpec.interactive()));
    }

    /** @param ledger adds up what is done here; what is done with a bare connection is not in it */
    public Db(Target target, DataSource source, Ledger ledger) {
        this.target = target;
        this.ledger = ledger;
        this.jdbi = Jdbi.create(source);
        this.jdbi.getConfig(SqlStatements.class).addCustomizer(new Cancellable()).setSqlLogger(new Bookkeeper(ledger))
                .setSqlParser(new NamedParameters()).setTemplateEngine(TemplateEngine.NOP);
    }

    /** What was done here. */
    public Spent spent() {
        return ledger.spent();
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
        return counted(call(h -> query(h, sql.text(), params).map(ConstructorMapper.of(type)).list()));
    }

    /** The only row of a named query. */
    public <T> T one(String name, Class<T> type) {
        return one(name, type, Map.of());
    }

    public <T> T one(String name, Class<T> type, Map<String, ?> params) {
        Sql sql = sql(name);
        T row = call(h -> query(h, sql.text(), params).map(ConstructorMapper.of(type)).one());
        ledger.rows(1);
        return row;
    }

    /** Runs a statement given as text with named parameters; the number of rows that it touched. */
    public int update(String text, Map<String, ?> params) {
        int changed = call(h -> h.createUpdate(text).bindMap(params).execute());
        ledger.rows(changed);
        return changed;
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

    private <T> List<T> counted(List<T> rows) {
        ledger.rows(rows.size());
        return rows;
    }

    private static Query query(Handle h, String text, Map<String, ?> params) {
        return h.createQuery(text).bindMap(params);
    }

    /** Enters every statement in the ledger. */
    private record Bookkeeper(Ledger ledger) implements SqlLogger {
        @Override
        public void logAfterExecution(StatementContext context) {
            ledger.ran(context.getElapsedTime(ChronoUnit.NANOS));
        }

        @Override
        public void logException(StatementContext context, SQLException e) {
            ledger.ran(context.getElapsedTime(ChronoUnit.NANOS));
        }
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
