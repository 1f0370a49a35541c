package dev.howdah.engine.systems.trainingmonkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.systems.Migrations;
import dev.howdah.engine.systems.Progress;
import dev.howdah.engine.systems.SeedSpec;
import dev.howdah.engine.systems.Seeder;
import dev.howdah.testing.Servers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AcwrTest {
    private static final LocalDate LAST = LocalDate.of(2026, 11, 21);

    @Property(tries = 300)
    void isTheWeightedMeanOfItsDefinition(
            @ForAll @Size(min = 1, max = 80) double[] any, @ForAll @IntRange(min = 7, max = 60) int chronic,
            @ForAll @DoubleRange(min = 0, max = 3) double decay) {
        double[] loads = new double[any.length];
        for (int i = 0; i < loads.length; i++) {
            loads[i] = Math.abs(any[i] % 500);
        }
        Acwr.Result r = new Acwr(chronic, decay).at(loads, loads.length - 1);
        assertThat(r.acute()).isCloseTo(plain(loads, 7, decay), within(1e-9));
        assertThat(r.chronic()).isCloseTo(plain(loads, chronic, decay), within(1e-9));
    }

    @Test
    void batchEqualsRowByRowForAnyPeriodAndDecay() throws SQLException {
        Target target = Servers.newDatabase();
        Trainingmonkey system = new Trainingmonkey();
        new Migrations(target).migrate(system);
        new Seeder(target).fast(system, new SeedSpec(0, 3, Instant.parse("2026-11-21T00:00:00Z")), Progress.silent());
        java.util.Random random = new java.util.Random(4);
        try (Connection c = Connections.open(target, SessionSpec.batch())) {
            for (int i = 0; i < 12; i++) {
                Acwr acwr = new Acwr(7 + random.nextInt(60), i == 0 ? 0 : random.nextDouble() * (i % 3 == 0 ? 3 : 0.3));
                c.setAutoCommit(false);
                assertThat(AcwrTable.batch(c, "true", LAST.minusDays(20), LAST, acwr)).isEqualTo(63);
                Map<String, double[]> batch = results(c);
                for (long user = 1; user <= 3; user++) {
                    for (int back = 0; back <= 20; back++) {
                        AcwrTable.one(c, user, LAST.minusDays(back), acwr);
                    }
                }
                Map<String, double[]> single = results(c);
                c.commit();
                assertThat(single.keySet()).isEqualTo(batch.keySet());
                batch.forEach((key, values) -> assertThat(single.get(key)).describedAs("%s %s", acwr, key)
                        .containsExactly(values, within(1e-9)));
            }
        }
    }

    @Test
    void ratioIsUndefinedWithoutChronicLoad() {
        assertThat(new Acwr(28, 0.1).at(new double[40], 39).ratio()).isNaN();
        assertThat(new Acwr(28, 0).at(new double[] {70}, 0)).isEqualTo(new Acwr.Result(70, 10, 2.5, 4));
    }

    private static double plain(double[] loads, int window, double decay) {
        double sum = 0;
        double weights = 0;
        for (int age = 0; age < window; age++) {
            int day = loads.length - 1 - age;
            sum += (day >= 0 ? loads[day] : 0) * Math.exp(-decay * age);
            weights += Math.exp(-decay * age);
        }
        return sum / weights;
    }

    private static Map<String, double[]> results(Connection c) throws SQLException {
        Map<String, double[]> all = new TreeMap<>();
        try (var s = c.createStatement();
                ResultSet r = s.executeQuery("SELECT user_id, day, load, acute, chronic, coalesce(ratio, -1) FROM trainingmonkey.acwr_results")) {
            while (r.next()) {
                all.put(r.getString(1) + " " + r.getString(2),
                        new double[] {r.getDouble(3), r.getDouble(4), r.getDouble(5), r.getDouble(6)});
            }
        }
        return all;
    }
}
