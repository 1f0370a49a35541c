package dev.howdah.engine.db;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Opens a connection a call: for libraries that ask for a data source where a pool would be of no use. Thread-safe. */
public class DirectDataSource implements DataSource {
    private final Target target;
    private final SessionSpec session;

    public DirectDataSource(Target target, SessionSpec session) {
        this.target = target;
        this.session = session;
    }

    /**
     * A new connection.
     *
     * @throws DbException when the server cannot be reached or refuses
     */
    @Override
    public Connection getConnection() {
        return Connections.open(target, session);
    }

    @Override
    public Connection getConnection(String user, String password) {
        return Connections.open(target.withUser(user, new Secret(password)), session);
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new SQLException("not a " + type.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
