package dev.howdah.ui.pool;

import dev.howdah.engine.pool.Percentiles;
import dev.howdah.engine.pool.PoolHistory.Figure;
import dev.howdah.engine.pool.PoolStats;
import dev.howdah.engine.sample.Series;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Card;
import dev.howdah.ui.kit.Format;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.Tile;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Unit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The pool's figures in tiles, and its event counters in one line below. */
final class EngineTiles {
    private static final double ALERT = 0.8;
    /** A time with its 99th percentile needs more room than a count. */
    private static final double WITH_P99 = 170;

    private final Tile active = new Tile(Text.of("pooltab.figure.ACTIVE"), Unit.COUNT);
    private final Tile idle = new Tile(Text.of("pooltab.figure.IDLE"), Unit.COUNT);
    private final Tile pending = new Tile(Text.of("pooltab.figure.PENDING"), Unit.COUNT);
    private final Tile overflow = new Tile(Text.of("pooltab.figure.OVERFLOW"), Unit.COUNT);
    private final Tile acquire = new Tile(Text.of("pooltab.tile.acquire"), Unit.MILLIS);
    private final Tile usage = new Tile(Text.of("pooltab.tile.usage"), Unit.MILLIS);
    private final Tile creation = new Tile(Text.of("pooltab.tile.creation"), Unit.MILLIS);
    private final Tile timeouts = new Tile(Text.of("pooltab.tile.timeouts"), Unit.COUNT);
    private final Map<String, Label> counters = new LinkedHashMap<>();
    private final Label medians = Nodes.label("", "text-muted");
    private final VBox root;

    EngineTiles() {
        HBox row = new HBox(8);
        for (Tile t : List.of(active, idle, pending, overflow, acquire, usage, creation, timeouts)) {
            HBox.setHgrow(t, Priority.ALWAYS);
            t.setPrefWidth(t == acquire || t == usage || t == creation ? WITH_P99 : 100);
            row.getChildren().add(t);
        }
        HBox events = Nodes.row(Nodes.label(Text.of("pooltab.engine.events"), "card-title"));
        events.setSpacing(24);
        for (String name : List.of("connect", "checkout", "checkin", "recycle", "invalidate", "timeout", "failure")) {
            Label count = Nodes.label("–", "event-count");
            Label word = Nodes.label(Text.of("pooltab.event." + name), "text-muted");
            HBox pair = Nodes.row(word, count);
            javafx.scene.control.Tooltip.install(pair, Nodes.tip(Text.of("pooltab.event-tip." + name)));
            counters.put(name, count);
            events.getChildren().add(pair);
        }
        events.getChildren().addAll(Nodes.spring(), medians);
        root = new VBox(8, row, new Card("", events));
    }

    Node node() {
        return root;
    }

    void show(PoolStats s) {
        active.value(s.active());
        active.note(Text.of("pooltab.of", s.max()));
        active.tone(s.used() >= 1 ? Tone.BAD : s.used() > ALERT ? Tone.LOOK : Tone.NEUTRAL);
        idle.value(s.idle());
        idle.note(s.suspended() ? Text.of("pooltab.engine.is-suspended") : "");
        idle.tone(s.suspended() ? Tone.LOOK : Tone.NEUTRAL);
        pending.value(s.pending());
        pending.tone(s.pending() > 0 ? Tone.BAD : Tone.NEUTRAL);
        pending.note(s.exhausted() ? Text.of("pooltab.engine.exhausted") : "");
        overflow.value(s.overflow());
        overflow.note(Text.of("pooltab.of", s.spec().overflow()));
        acquire.value(s.acquire().p95());
        acquire.note(p99(s.acquire()));
        usage.value(s.usage().p95());
        usage.note(p99(s.usage()));
        creation.value(s.creation().p95());
        creation.note(p99(s.creation()));
        medians.setText(Text.of(
                "pooltab.engine.medians", Unit.MILLIS.text(s.acquire().p50()), Unit.MILLIS.text(s.usage().p50()),
                        Unit.MILLIS.text(s.creation().p50())));
        timeouts.value(s.events().timeout());
        timeouts.tone(s.events().timeout() > 0 ? Tone.LOOK : Tone.NEUTRAL);
        PoolStats.Events e = s.events();
        count("connect", e.connect());
        count("checkout", e.checkout());
        count("checkin", e.checkin());
        count("recycle", e.recycle());
        count("invalidate", e.invalidate());
        count("timeout", e.timeout());
        count("failure", e.failure());
    }

    private static String p99(Percentiles p) {
        return p.count() == 0 ? "" : Text.of("pooltab.engine.p99", Unit.MILLIS.text(p.p99()));
    }

    void past(EngineModel.Past past) {
        history(past, active, Figure.ACTIVE);
        history(past, idle, Figure.IDLE);
        history(past, pending, Figure.PENDING);
        history(past, overflow, Figure.OVERFLOW);
        history(past, acquire, Figure.ACQUIRE_P95);
        history(past, usage, Figure.USAGE_P95);
        history(past, creation, Figure.CREATION_P95);
        history(past, timeouts, Figure.TIMEOUTS);
    }

    private static void history(EngineModel.Past past, Tile tile, Figure figure) {
        Series.Points points = past.points().get(figure);
        tile.history(points == null ? new double[0] : points.values());
    }

    private void count(String name, long value) {
        Label label = counters.get(name);
        if (label != null) {
            label.setText(Format.count(value));
        }
    }
}
