package dev.howdah.bench;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.howdah.engine.cache.CacheSpec;
import dev.howdah.engine.cache.CachedQuery;
import dev.howdah.engine.cache.QueryCache;
import dev.howdah.engine.cache.Tier;
import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.testing.Servers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * One row by its key: from the engine's cache, from bare Caffeine with the same life and size, and from the database over an open
 * connection. Look at the percentiles for the database, at the medians for the overhead of a hit.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(0)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CacheBench {
    private static final String SQL = "SELECT title FROM posts WHERE id = ?";

    private final QueryCache cache =
            new QueryCache(CacheSpec.standard(), null, InstantSource.system(), System::nanoTime, Runnable::run);
    private final CachedQuery<String> query = CachedQuery.<String>of(Tier.SHORT, SQL, 7).reading("public.posts");
    private Cache<Integer, String> bare;
    private Connection connection;
    private PreparedStatement statement;

    public static void main(String[] args) throws RunnerException {
        new Runner(new OptionsBuilder().include(CacheBench.class.getName()).build()).run();
    }

    @Setup
    public void open() throws SQLException {
        Target target = Servers.newDatabase();
        Servers.execute(target, "CREATE TABLE posts (id int PRIMARY KEY, title text)",
                "INSERT INTO posts SELECT g, 'Post ' || g FROM generate_series(1, 1000) g", "VACUUM ANALYZE posts");
        connection = Connections.open(target, SessionSpec.engine());
        statement = connection.prepareStatement(SQL);
        bare = Caffeine.newBuilder().maximumSize(100).expireAfterWrite(Duration.ofSeconds(300)).build();
        bare.put(7, "Post 7");
    }

    @TearDown
    public void close() throws SQLException {
        connection.close();
    }

    @Benchmark
    public @Nullable String bareCaffeineHit() {
        return bare.getIfPresent(7);
    }

    @Benchmark
    public @Nullable String engineCacheHit() {
        return cache.get(query, this::databaseRead);
    }

    /** As a caller does who makes the query each time. */
    @Benchmark
    public @Nullable String engineCacheHitWithNewQuery() {
        return cache.get(CachedQuery.<String>of(Tier.SHORT, SQL, 7).reading("public.posts"), this::databaseRead);
    }

    @Benchmark
    public String databaseRead() {
        try {
            statement.setInt(1, 7);
            try (ResultSet rs = statement.executeQuery()) {
                rs.next();
                return rs.getString(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
