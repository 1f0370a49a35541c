package dev.howdah.ui.cache;

import dev.howdah.engine.cache.CacheStats;
import dev.howdah.engine.cache.Caching;
import dev.howdah.engine.cache.SecondLevel;
import dev.howdah.engine.cache.Tier;
import dev.howdah.engine.cache.TierSpec;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.sample.Series;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Card;
import dev.howdah.ui.kit.ChartGroup;
import dev.howdah.ui.kit.Format;
import dev.howdah.ui.kit.Hue;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Line;
import dev.howdah.ui.kit.LiveChart;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.Page;
import dev.howdah.ui.kit.Recorded;
import dev.howdah.ui.kit.SqlText;
import dev.howdah.ui.kit.Table;
import dev.howdah.ui.kit.Tile;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The engine's own cache: its tiers, what they save, and the statements that they save. */
final class EngineCacheView {
    /** Four rows with a scroll bar below them. */
    private static final double TIERS_HEIGHT = 224;

    private final Tile ratio = Tile.plain(Text.of("cachetab.hit-ratio"), Unit.SHARE);
    private final Tile spared = Tile.plain(Text.of("cachetab.spared"), Unit.COUNT);
    private final Tile saved = Tile.plain(Text.of("cachetab.saved"), Unit.MILLIS);
    private final Tile second = Tile.plain(Text.of("cachetab.second"), Unit.COUNT);
    private final Tile elsewhere = Tile.plain(Text.of("cachetab.elsewhere"), Unit.COUNT);
    private final LiveChart ratios;
    private final LiveChart savings;
    private final Table<CacheStats.OfTier> tiers;
    private final Table<CacheStats.OfShape> shapes;
    private final ReadOnlyBooleanProperty past;
    private final VBox root;

    EngineCacheView(CacheModel model, CacheController controller, Kit kit, Page page, Environment environment) {
        ChartGroup charts = kit.charts();
        ratios = charts.line(Unit.SHARE);
        ratios.nothing(Text.of("cachetab.chart.no-read"));
        savings = charts.line(Unit.MILLIS);
        TierDetail detail = new TierDetail(model, controller, page, environment);
        tiers = tiers(kit, t -> {
            if (!kit.era().past().get()) {
                detail.open(t);
            }
        });
        shapes = shapes(kit, page);
        HBox tiles = row(ratio, spared, saved, second, elsewhere);
        HBox lines = row(Card.of(Text.of("cachetab.chart.ratio"), ratios), Card.of(Text.of("cachetab.chart.saved"), savings));
        Card tierCard = Card.of(Text.of("cachetab.tiers"), tiers);
        tierCard.setMinHeight(TIERS_HEIGHT);
        tierCard.setMaxHeight(TIERS_HEIGHT);
        Card shapeCard = Card.of(Text.of("cachetab.shapes"), shapes);
        Node word = Recorded.instead(shapeCard, Text.of("cachetab.past.present"), kit.era());
        past = kit.era().past();
        root = Nodes.column(tiles, tierCard, Nodes.grow(lines), word, Nodes.grow(shapeCard));
        model.changes.hearing.subscribe(this::hearing);
        model.stats.subscribe(this::stats);
        model.past.subscribe(this::past);
    }

    Node node() {
        return root;
    }

    private static HBox row(Node... nodes) {
        HBox row = new HBox(8, nodes);
        for (Node n : nodes) {
            HBox.setHgrow(n, Priority.ALWAYS);
            ((VBox) n).setMinWidth(0);
            ((VBox) n).setPrefWidth(1);
        }
        return row;
    }

    private static Table<CacheStats.OfTier> tiers(Kit kit, Consumer<Tier> detail) {
        return kit.<CacheStats.OfTier>table("cache.tiers")
                .text("cachetab.tier", t -> t.tier().word()).width(90)
                .number("cachetab.ttl", t -> t.spec().ttl().toSeconds(), Unit.SECONDS).width(72)
                .text("cachetab.limit", EngineCacheView::limit).width(110)
                .number("cachetab.entries", t -> t.entries(), Unit.WHOLE).width(72)
                .number("cachetab.bytes", t -> t.bytes(), Unit.BYTES).width(84)
                .number("cachetab.hit-ratio", t -> t.counts().hitRatio(), Unit.SHARE).width(80)
                .number("cachetab.hits", t -> t.counts().hits(), Unit.COUNT).bar().width(80)
                .number("cachetab.negative", t -> t.counts().negativeHits(), Unit.COUNT).tip("cachetab.negative.tip").width(84).hidden()
                .number("cachetab.misses", t -> t.counts().misses(), Unit.COUNT).width(72)
                .number("cachetab.joined", t -> t.counts().joined(), Unit.COUNT).tip("cachetab.joined.tip").width(72).hidden()
                .number("cachetab.bypassed", t -> t.counts().bypassed(), Unit.COUNT).tip("cachetab.bypassed.tip").width(84).hidden()
                .number("cachetab.loads", t -> t.counts().loads(), Unit.COUNT).width(72)
                .number("cachetab.mean-load", t -> millis(t.counts().loads() == 0 ? null : t.counts().meanLoad()), Unit.MILLIS).width(88)
                .number("cachetab.evicted", t -> t.counts().evictedBySize() + t.counts().evictedByAge(), Unit.COUNT).width(80)
                .number("cachetab.invalidated", t -> t.counts().invalidated(), Unit.COUNT).width(92)
                .number("cachetab.failures", t -> t.counts().failures(), Unit.COUNT).hidden()
                .number("cachetab.refreshes", t -> t.counts().refreshes(), Unit.COUNT).hidden()
                .number("cachetab.saved", t -> millis(t.counts().saved()), Unit.MILLIS).bar().width(110).grows()
                .key(CacheStats.OfTier::tier)
                .onOpen(t -> detail.accept(t.tier()))
                .build();
    }

    private static Table<CacheStats.OfShape> shapes(Kit kit, Page page) {
        return kit.<CacheStats.OfShape>table("cache.shapes")
                .text("cachetab.tier", s -> s.tier().word()).width(80)
                .code("cachetab.statement", CacheStats.OfShape::sql).masked().grows()
                .number("cachetab.hit-ratio", s -> s.counts().hitRatio(), Unit.SHARE)
                .number("cachetab.reads", s -> s.counts().reads(), Unit.COUNT).bar()
                .number("cachetab.loads", s -> s.counts().loads(), Unit.COUNT)
                .number("cachetab.mean-load", s -> millis(s.counts().loads() == 0 ? null : s.counts().meanLoad()), Unit.MILLIS)
                .number("cachetab.invalidated", s -> s.counts().invalidated(), Unit.COUNT)
                .number("cachetab.failures", s -> s.counts().failures(), Unit.COUNT)
                .number("cachetab.saved", s -> millis(s.counts().saved()), Unit.MILLIS).bar().width(160)
                .key(s -> s.tier() + s.sql())
                .sorted("cachetab.saved", true)
                .empty(Text.of("cachetab.shapes.none"), Text.of("cachetab.shapes.none-hint"))
                .onOpen(s -> {
                    SqlText text = new SqlText();
                    text.show(s.sql());
                    page.detail(Text.of("cachetab.statement"), text.node());
                })
                .build();
    }

    private static String limit(CacheStats.OfTier t) {
        return switch (t.spec().limit()) {
            case TierSpec.Limit.Entries n -> Text.of("cachetab.limit.entries", Format.count(n.value()));
            case TierSpec.Limit.Bytes n -> Unit.BYTES.text(n.value());
        };
    }

    private static double millis(java.time.@Nullable Duration d) {
        return d == null ? Double.NaN : d.toNanos() / 1e6;
    }

    private void stats(@Nullable CacheStats s) {
        if (s == null) {
            return;
        }
        CacheStats.Counts all = s.total();
        ratio.value(all.hitRatio());
        ratio.note(Text.of("cachetab.since", Format.clock(s.since())));
        spared.value(all.spared());
        spared.note(Text.of("cachetab.of-reads", Unit.COUNT.text(all.reads())));
        saved.value(millis(all.saved()));
        saved.note(Text.of("cachetab.estimated"));
        second(s.secondLevel());
        tiers.rows(s.tiers());
        shapes.rows(s.shapes());
    }

    private static void unknown(Tile tile) {
        tile.text("–", Text.of("cachetab.past.present"));
        tile.note("");
        tile.tone(Tone.NEUTRAL);
    }

    private void second(SecondLevel.@Nullable Stats s) {
        if (past.get()) {
            unknown(second);
            return;
        }
        if (s == null) {
            second.text(Text.of("cachetab.second.none"), Text.of("cachetab.second.none-hint"));
            return;
        }
        second.value(s.hits());
        second.note(Text.of("cachetab.second." + s.state().name()));
        second.tone(s.state() == SecondLevel.State.UP ? Tone.GOOD : s.state() == SecondLevel.State.CONNECTING ? Tone.NEUTRAL : Tone.LOOK);
    }

    private void hearing(Caching.@Nullable Hearing h) {
        if (h != null) {
            elsewhere.text(Text.of("cachetab.elsewhere." + h.ear().name()), ChangesView.text(h));
            elsewhere.note(h.ear() == Caching.Ear.OFF ? "" : Text.of("cachetab.elsewhere.heard", h.heard()));
            elsewhere.tone(h.ear() == Caching.Ear.DEAF ? Tone.LOOK : Tone.NEUTRAL);
        } else {
            unknown(elsewhere);
        }
    }

    private void past(CacheModel.@Nullable Past past) {
        if (past != null) {
            ratios.show(past.from(), past.to(), lines(past.hitRatio()));
            savings.show(past.from(), past.to(), lines(past.saved()));
        }
    }

    private static List<Line> lines(Map<String, Series.Points> points) {
        List<Line> lines = new ArrayList<>();
        points.forEach((name, p) -> lines.add(Line.of(name, Hue.of(lines.size()), p)));
        return lines;
    }
}
