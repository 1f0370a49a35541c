package dev.howdah.ui.cache;

import dev.howdah.engine.cache.Caching;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.Page;
import dev.howdah.ui.kit.Question;
import dev.howdah.ui.kit.SqlText;
import dev.howdah.ui.kit.Table;
import dev.howdah.ui.kit.Unit;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Whether changes made elsewhere are heard, and the triggers that announce them: first as SQL, then at a press. */
final class ChangesView {
    private final ChangesModel model;
    private final Label state = Nodes.paragraph("");
    private final Button listen;
    private final Button run;
    private final SqlText sql = new SqlText();
    private final VBox root;

    ChangesView(ChangesModel model, ChangesController controller, Kit kit, Page page, Environment environment) {
        this.model = model;
        listen = Nodes.button("", Icons.ACTIVITY, () -> controller.onListen(!hears()));
        listen.setId("changes-listen");
        Table<ChangesModel.Announced> tables = kit.<ChangesModel.Announced>table("cache.announced")
                .code("cachetab.table", ChangesModel.Announced::name).width(140).grows()
                .number("cachetab.changes.rows", t -> t.rows() < 0 ? Double.NaN : t.rows(), Unit.COUNT).width(72)
                .text("cachetab.changes.on", t -> Text.of(t.on() ? "cachetab.changes.yes" : "cachetab.changes.no")).width(96)
                .key(ChangesModel.Announced::name)
                .empty(Text.of("cachetab.changes.none"), "")
                .build();
        tables.selected().subscribe(controller::onChosen);
        run = Nodes.primary("", Icons.RUN, () -> page.confirm().ask(question(environment), controller::onRun));
        run.setId("changes-run");
        run.disableProperty().bind(model.draft.isNull().or(model.busy));
        root = Nodes.column(
                Nodes.paragraph(Text.of("cachetab.changes.guarantee"), "text-muted"),
                Nodes.row(Nodes.grow(state), listen),
                Nodes.grow(tables.node()),
                Nodes.paragraph(Text.of("cachetab.changes.cost"), "text-muted"),
                Nodes.grow(sql.node()),
                Nodes.row(Nodes.spring(), run));
        model.tables.subscribe(tables::rows);
        model.draft.subscribe(this::draft);
        model.hearing.subscribe(this::hearing);
    }

    Node node() {
        return root;
    }

    private boolean hears() {
        Caching.Hearing h = model.hearing.get();
        return h != null && h.ear() != Caching.Ear.OFF;
    }

    private Question question(Environment environment) {
        ChangesModel.Draft d = model.draft.get();
        boolean off = d != null && d.of().on();
        String name = d == null ? "" : d.of().name();
        return new Question(
                Text.of(off ? "cachetab.changes.remove.ask" : "cachetab.changes.install.ask", name),
                Text.of(off ? "cachetab.changes.remove.what" : "cachetab.changes.install.what"),
                run.getText(), environment, off, null);
    }

    private void draft(ChangesModel.@Nullable Draft d) {
        sql.show(d == null ? "" : d.text());
        run.setText(d == null ? Text.of("cachetab.changes.choose")
                : Text.of(d.of().on() ? "cachetab.changes.remove" : "cachetab.changes.install", d.of().name()));
    }

    private void hearing(Caching.@Nullable Hearing h) {
        state.setText(text(h));
        listen.setText(Text.of(hears() ? "cachetab.changes.deafen" : "cachetab.changes.listen"));
    }

    /** A sentence about it. */
    static String text(Caching.@Nullable Hearing h) {
        if (h == null) {
            return "";
        }
        return switch (h.ear()) {
            case OFF -> Text.of("cachetab.changes.OFF");
            case HEARING -> Text.of("cachetab.changes.HEARING", h.heard());
            case DEAF -> Text.of("cachetab.changes.DEAF", h.problem() == null ? "" : h.problem().title());
        };
    }
}
