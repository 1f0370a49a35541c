package dev.howdah.ui.cache;

import dev.howdah.engine.cache.BufferCache;
import dev.howdah.engine.cache.BufferFindings;
import dev.howdah.engine.cache.CacheStats;
import dev.howdah.engine.cache.HitRatio;
import dev.howdah.engine.sample.Series;
import dev.howdah.ui.kit.Problem;
import dev.howdah.ui.kit.Sampled;
import dev.howdah.ui.kit.Sought;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;

/** What the Cache tab shows. */
final class CacheModel {
    /** The past of the engine cache, cut to the window. */
    record Past(Instant from, Instant to, Map<String, Series.Points> hitRatio, Map<String, Series.Points> saved) {}

    final SimpleObjectProperty<Part> part = new SimpleObjectProperty<>(Part.ENGINE);
    /** True while the past is shown and nothing is known of the cache then. */
    final SimpleBooleanProperty missing = new SimpleBooleanProperty();
    /** The database that another tab told of. */
    final Sought sought = new Sought();
    final ChangesModel changes = new ChangesModel();
    final SimpleObjectProperty<@Nullable CacheStats> stats = new SimpleObjectProperty<>();
    final SimpleObjectProperty<@Nullable Past> past = new SimpleObjectProperty<>();
    final Sampled<List<BufferCache.Database>> databases = new Sampled<>();
    final Sampled<List<BufferCache.Blocks>> tables = new Sampled<>();
    final Sampled<List<BufferCache.Blocks>> indexes = new Sampled<>();
    final Sampled<List<BufferCache.Io>> io = new Sampled<>();
    final Sampled<BufferCache.Summary> summary = new Sampled<>();
    final Sampled<List<BufferCache.Usage>> usage = new Sampled<>();
    final Sampled<List<BufferCache.Slru>> slru = new Sampled<>();
    final Sampled<BufferCache.Writes> writes = new Sampled<>();
    final SimpleObjectProperty<List<HitRatio>> databaseRatios = new SimpleObjectProperty<>(List.of());
    final SimpleObjectProperty<List<HitRatio>> tableRatios = new SimpleObjectProperty<>(List.of());
    final SimpleObjectProperty<List<HitRatio>> indexRatios = new SimpleObjectProperty<>(List.of());
    final SimpleObjectProperty<List<BufferFindings.Finding>> findings = new SimpleObjectProperty<>(List.of());
    final SimpleObjectProperty<List<BufferCache.Content>> contents = new SimpleObjectProperty<>(List.of());
    final SimpleBooleanProperty reading = new SimpleBooleanProperty();

    /** Why a reading fails, the first of them when the server is away and all do. */
    ObservableValue<@Nullable Problem> sampling() {
        SimpleObjectProperty<@Nullable Problem> first = new SimpleObjectProperty<>();
        List<Sampled<?>> all = List.of(databases, tables, indexes, io, summary, usage, slru, writes);
        all.forEach(s -> s.problem().subscribe(
                p -> first.set(all.stream().map(x -> x.problem().get()).filter(Objects::nonNull).findFirst().orElse(null))));
        return first;
    }
    final SimpleObjectProperty<@Nullable Problem> problem = new SimpleObjectProperty<>();
}
