package dev.howdah.ui.cache;

import dev.howdah.engine.cache.BufferFindings;
import dev.howdah.engine.cache.HitRatio;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Card;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.Page;
import dev.howdah.ui.kit.Question;
import dev.howdah.ui.kit.Table;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Unit;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** How often the server finds its blocks in shared_buffers, now and since the counters were reset, and what that means. */
final class RatiosView {
    private final VBox findings = Nodes.column();
    private final VBox root;

    RatiosView(CacheModel model, CacheController controller, Kit kit, Page page, Environment environment) {
        Table<HitRatio> tables = ratios(kit, "tables", "cachetab.table", model.tableRatios).known(model.tables);
        Button load = Nodes.button(Text.of("cachetab.prewarm"), Icons.DOWN, () -> {
            HitRatio chosen = tables.selected().get();
            if (chosen != null) {
                page.confirm().ask(Question.of(Text.of("cachetab.prewarm.ask", chosen.name()), Text.of("cachetab.prewarm.what"),
                        Text.of("cachetab.prewarm"), environment), () -> controller.onPrewarm(chosen));
            }
        });
        load.setId("cache-prewarm");
        load.getStyleClass().add("small");
        load.disableProperty().bind(Bindings.createBooleanBinding(() -> tables.selected().get() == null, tables.selected()));
        HBox lower = new HBox(8,
                Nodes.grow(Card.of(Text.of("cachetab.tables"), tables).tools(load)),
                Nodes.grow(Card.of(Text.of("cachetab.indexes"), ratios(kit, "indexes", "cachetab.index", model.indexRatios).known(model.indexes))));
        lower.getChildren().forEach(n -> {
            ((Card) n).setPrefWidth(1);
            ((Card) n).setMinWidth(0);
        });
        Table<HitRatio> perDatabase = ratios(kit, "databases", "cachetab.database", model.databaseRatios).known(model.databases);
        model.sought.subscribe(perDatabase::seek);
        Card databases = Card.of(Text.of("cachetab.databases"), perDatabase);
        databases.setPrefHeight(220);
        databases.setMinHeight(160);
        Card found = new Card(Text.of("cachetab.findings"), findings);
        Nodes.when(model.databases.value().isNotNull(), found);
        root = Nodes.column(found, databases, Nodes.grow(lower));
        model.findings.subscribe(this::findings);
    }

    Node node() {
        return root;
    }

    private void findings(List<BufferFindings.Finding> now) {
        findings.getChildren().setAll(now.isEmpty()
                ? List.of(Nodes.paragraph(Text.of("cachetab.findings.none"), "text-muted"))
                : now.stream().map(RatiosView::finding).toList());
    }

    private static Node finding(BufferFindings.Finding f) {
        HBox row = Nodes.row(Nodes.tag(Text.of(f.worth() ? "cachetab.look" : "cachetab.know"), f.worth() ? Tone.LOOK : Tone.INFO),
                Nodes.grow(Nodes.paragraph(f.text())));
        row.setMinHeight(24);
        return row;
    }

    private static Table<HitRatio> ratios(Kit kit, String id, String title, SimpleObjectProperty<List<HitRatio>> rows) {
        Table<HitRatio> table = kit.<HitRatio>table("cache." + id)
                .code(title, HitRatio::name).width(150).grows()
                .number("cachetab.window-ratio", HitRatio::window, Unit.SHARE).tip("cachetab.window-ratio.tip")
                .number("cachetab.reset-ratio", HitRatio::sinceReset, Unit.SHARE).tip("cachetab.reset-ratio.tip")
                .number("cachetab.window-blocks", r -> r.blocks() < 0 ? Double.NaN : r.blocks(), Unit.COUNT).bar()
                .number("cachetab.window-reads", r -> r.blocks() < 0 ? Double.NaN : r.reads(), Unit.COUNT).bar()
                .key(HitRatio::name)
                .empty(Text.of("cachetab.ratios.none"), Text.of("cachetab.ratios.none-hint"))
                .build();
        rows.subscribe(table::rows);
        return table;
    }
}
