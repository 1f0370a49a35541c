package dev.howdah.engine.fleet;

import dev.howdah.engine.db.Db;
import dev.howdah.engine.sample.OwnProbe;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/** Asks Howdah itself, not the server. */
final class GaugeProbe extends OwnProbe<Map<String, Double>> {
    private final Supplier<Map<String, Double>> look;

    GaugeProbe(Supplier<Map<String, Double>> look) {
        super("fleet/gauges", Duration.ofSeconds(1));
        this.look = look;
    }

    @Override
    public Map<String, Double> read(Db db) {
        return look.get();
    }
}
