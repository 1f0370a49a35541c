package dev.howdah.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.pool.EnginePool;
import dev.howdah.engine.pool.PoolSpec;
import dev.howdah.testing.Servers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
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
 * What lending a connection costs: bare HikariCP, the engine pool, and no pool at all, each with and without a statement. Look at
 * the medians: other work disturbs them least.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(0)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 4, time = 1)
public class PoolBench {
    private Target target;
    private HikariDataSource bare;
    private EnginePool engine;
    private EnginePool traced;

    public static void main(String[] args) throws RunnerException {
        new Runner(new OptionsBuilder().include(PoolBench.class.getName()).build()).run();
    }

    @Setup
    public void open() {
        target = Servers.newDatabase();
        HikariConfig c = new HikariConfig();
        c.setJdbcUrl(target.jdbcUrl());
        c.setDataSourceProperties(Connections.properties(target, SessionSpec.engine()));
        c.setMaximumPoolSize(4);
        bare = new HikariDataSource(c);
        PoolSpec spec = PoolSpec.of(4, 0, Duration.ofMinutes(30), true);
        engine = pool("engine", spec.withLeakThreshold(Duration.ZERO));
        traced = pool("traced", spec);
    }

    private EnginePool pool(String name, PoolSpec spec) {
        return new EnginePool(name, target, SessionSpec.engine(), spec, new SimpleMeterRegistry(), Clock.systemUTC());
    }

    @TearDown
    public void close() {
        bare.close();
        engine.close();
        traced.close();
    }

    @Benchmark
    public void acquireBareHikari() throws SQLException {
        bare.getConnection().close();
    }

    @Benchmark
    public void acquireEnginePool() throws SQLException {
        engine.dataSource().getConnection().close();
    }

    @Benchmark
    public void acquireEnginePoolWithLeakTraces() throws SQLException {
        traced.dataSource().getConnection().close();
    }

    @Benchmark
    public int selectBareHikari() throws SQLException {
        try (Connection c = bare.getConnection()) {
            return select(c);
        }
    }

    @Benchmark
    public int selectEnginePool() throws SQLException {
        try (Connection c = engine.dataSource().getConnection()) {
            return select(c);
        }
    }

    @Benchmark
    public int selectWithoutPool() throws SQLException {
        try (Connection c = Connections.open(target, SessionSpec.engine())) {
            return select(c);
        }
    }

    private static int select(Connection c) throws SQLException {
        try (var s = c.createStatement();
                var rs = s.executeQuery("SELECT 1")) {
            rs.next();
            return rs.getInt(1);
        }
    }
}
