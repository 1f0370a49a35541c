package dev.howdah.ui.cache;

import dev.howdah.engine.db.Environment;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.Page;
import dev.howdah.ui.kit.Question;
import dev.howdah.ui.kit.Recorded;
import dev.howdah.ui.kit.Segments;
import dev.howdah.ui.kit.Subscriptions;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** One page, four parts, of which one is shown. */
final class CacheView {
    private final Page page;
    private final Kit kit;
    private final Runnable shown;

    CacheView(CacheModel model, CacheController controller, ChangesController changes, Kit kit, Environment environment) {
        this.kit = kit;
        StackPane content = new StackPane();
        VBox.setVgrow(content, javafx.scene.layout.Priority.ALWAYS);
        page = new Page(content);
        Map<Part, Node> parts = new EnumMap<>(Part.class);
        parts.put(Part.ENGINE, new EngineCacheView(model, controller, kit, page, environment).node());
        parts.put(Part.RATIOS, new RatiosView(model, controller, kit, page, environment).node());
        parts.put(Part.IO, new IoView(model, kit).node());
        parts.put(Part.BUFFERS, new BuffersView(model, controller, kit).node());
        ChangesView elsewhere = new ChangesView(model.changes, changes, kit, page, environment);
        Button others = Nodes.button(Text.of("cachetab.changes"), Icons.ACTIVITY, () -> {
            page.detail(Text.of("cachetab.changes.title"), elsewhere.node());
            changes.onOpen();
        });
        others.setId("cache-changes");
        Button reset = Nodes.button(Text.of("cachetab.reset-stats"), Icons.RESET, controller::onResetStats);
        Button clear = Nodes.destructive(Text.of("cachetab.clear-all"), Icons.DELETE, () -> page.confirm().ask(
                Question.destructive(Text.of("cachetab.clear-all.ask"), Text.of("cachetab.clear-all.what"), Text.of("cachetab.clear-all"), environment),
                () -> controller.onClear(null)));
        page.bar(
                Segments.of(List.of(Part.values()), Part::title, model.part),
                Nodes.spring(),
                others,
                reset,
                clear);
        List.of(others, reset, clear).forEach(b -> b.disableProperty().bind(kit.era().past()));
        page.problem(model.problem, controller::onRetry);
        page.problem(model.sampling(), controller::onRetry);
        Node none = Recorded.missing(Part.ENGINE.title(), Text.of("cachetab.past.none"), kit.era());
        shown = () -> {
            Part p = model.part.get();
            boolean past = kit.era().past().get();
            Node part = past && p != Part.ENGINE ? Recorded.missing(p.title(), Text.of("cachetab.past.hint"), kit.era())
                    : past && model.missing.get() ? none : Objects.requireNonNull(parts.get(p));
            content.getChildren().setAll(List.of(part));
        };
        model.missing.subscribe(m -> shown.run());
        model.part.subscribe(p -> {
            shown.run();
            others.setVisible(p == Part.ENGINE);
            reset.setVisible(p == Part.ENGINE);
            clear.setVisible(p == Part.ENGINE);
        });
    }

    void onShow(Subscriptions held) {
        held.add(kit.era().past().subscribe(p -> shown.run()));
    }

    Parent root() {
        return page.root();
    }
}
