package dev.howdah.ui.servers;

import dev.howdah.engine.sample.Pace;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Card;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.Table;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Unit;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** What Howdah itself does on the open server, by tab and by probe, and whether it stays within its budget. */
final class CostView {
    private final VBox budget = Nodes.column();
    private final Table<Account> areas;
    private final Table<Account> parts;
    private final Node node;

    CostView(ServersModel model, Kit kit) {
        areas = table(kit, "servers.areas", false);
        parts = table(kit, "servers.parts", true);
        HBox tables = new HBox(8, Nodes.grow(Card.of(Text.of("serverstab.by-area"), areas)),
                Nodes.grow(Card.of(Text.of("serverstab.by-part"), parts)));
        tables.getChildren().forEach(n -> {
            ((Card) n).setPrefWidth(1);
            ((Card) n).setMinWidth(0);
        });
        node = Nodes.column(new Card(Text.of("serverstab.budget"), budget), Nodes.grow(tables));
        model.accounts.subscribe(this::show);
        model.pace.subscribe(this::pace);
    }

    Node node() {
        return node;
    }

    private void show(List<Account> now) {
        areas.rows(Account.byArea(now));
        parts.rows(now);
    }

    private void pace(Pace now) {
        if (Double.isNaN(now.millisPerSecond())) {
            budget.getChildren().setAll(Nodes.paragraph(Text.of("serverstab.not-measured"), "text-muted"),
                    Nodes.paragraph(Text.of("serverstab.budget-hint"), "text-muted"));
            return;
        }
        Label sign = Nodes.tag(Text.of(now.slowed() ? "serverstab.slowed" : "serverstab.within"), now.slowed() ? Tone.LOOK : Tone.GOOD);
        String words = now.slowed()
                ? Text.of("serverstab.slowed-of", Unit.COUNT.text(now.factor()), Unit.MILLIS.text(now.millisPerSecond()), Unit.MILLIS.text(now.budget()))
                : Text.of("serverstab.within-of", Unit.MILLIS.text(now.millisPerSecond()), Unit.MILLIS.text(now.budget()));
        budget.getChildren().setAll(Nodes.row(sign, Nodes.grow(Nodes.paragraph(words))),
                Nodes.paragraph(Text.of("serverstab.budget-hint"), "text-muted"));
    }

    private static Table<Account> table(Kit kit, String id, boolean byPart) {
        var table = kit.<Account>table(id).text("serverstab.for", Account::area).width(130);
        if (byPart) {
            table.code("serverstab.probe", Account::part).width(150);
        }
        return table.grows()
                .number("serverstab.recent", Account::recent, Unit.MILLIS).bar().width(100).tip("serverstab.recent-tip")
                .number("serverstab.time", Account::millis, Unit.MILLIS).bar().width(88)
                .number("serverstab.statements", Account::statements, Unit.WHOLE).bar().width(88)
                .number("serverstab.rows", Account::rows, Unit.WHOLE).bar().width(88)
                .key(a -> a.area() + "/" + a.part())
                .empty(Text.of("serverstab.cost.none"), "")
                .build();
    }
}
