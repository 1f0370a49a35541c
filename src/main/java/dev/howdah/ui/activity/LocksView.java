package dev.howdah.ui.activity;

import dev.howdah.engine.activity.Blocking;
import dev.howdah.engine.activity.LockTree;
import dev.howdah.engine.activity.PreparedXact;
import dev.howdah.engine.activity.Session;
import dev.howdah.engine.activity.XminHolder;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.activity.ActivityModel.LockRow;
import dev.howdah.ui.kit.Card;
import dev.howdah.ui.kit.Clipboards;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.Sampled;
import dev.howdah.ui.kit.Stale;
import dev.howdah.ui.kit.Table;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Unit;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The queue behind each lock, and what holds vacuum back. */
final class LocksView {
    /** A longer queue is not indented any further: its names would leave the column. */
    private static final int DEEPEST = 6;

    private final VBox node;

    LocksView(ActivityModel model, SessionDetail details, Kit kit) {
        Card tree = card("activity.locks", tree(model, details, kit), model.blocking, kit);
        Card horizon = card("activity.horizon", horizon(model, kit), model.horizon, kit);
        Card prepared = card("activity.prepared-title", prepared(model, kit), model.prepared, kit);
        HBox below = new HBox(8, horizon, prepared);
        HBox.setHgrow(horizon, Priority.ALWAYS);
        HBox.setHgrow(prepared, Priority.ALWAYS);
        horizon.setPrefWidth(100);
        prepared.setPrefWidth(100);
        below.setPrefHeight(280);
        below.setMinHeight(180);
        node = new VBox(8, Nodes.grow(tree), below);
    }

    Node node() {
        return node;
    }

    /** What is not known is said in place of an empty table. */
    static Card card(String title, Table<?> table, Sampled<?> sampled, Kit kit) {
        Card card = new Card(Text.of(title), Nodes.lacks(sampled.lacks(), kit.notices()), Stale.over(table.known(sampled).node(), sampled.staleSince()));
        VBox.setVgrow(card.getChildren().get(1), Priority.NEVER);
        return card.tools(table.tools());
    }

    private static Table<LockRow> tree(ActivityModel model, SessionDetail details, Kit kit) {
        Table<LockRow> table = kit.<LockRow>table("activity.locks")
                .text("activity.col.who", r -> who(r.node())).indent(r -> Math.min(r.depth(), DEEPEST)).width(200)
                .tag("activity.col.state", r -> state(r), r -> r.depth() == 0 ? Tone.BAD : Tone.LOOK).width(230)
                .number("activity.col.victims", r -> r.node().victims(), Unit.WHOLE).width(80)
                .number("activity.col.waited", r -> waited(r.node()), Unit.SECONDS).bar()
                .text("activity.col.lock", r -> blocked(r.node(), Blocking::mode)).width(150)
                .text("activity.col.relation", r -> blocked(r.node(), Blocking::relation)).width(150)
                .number("activity.col.transaction", LockRow::transaction, Unit.SECONDS)
                .code("activity.col.statement", r -> session(r.node()) == null ? "" : session(r.node()).query()).masked().width(110).grows()
                .key(LockRow::path)
                .empty(Text.of("activity.empty.locks"), "")
                .onOpen(r -> {
                    if (session(r.node()) != null) {
                        details.open(session(r.node()));
                    }
                })
                .build();
        model.locks.subscribe(table::rows);
        return table;
    }

    @SuppressWarnings("NullAway") // callers ask before they use it
    private static Session session(LockTree.Node n) {
        return n.session();
    }

    private static String who(LockTree.Node n) {
        if (n.pid() == 0) {
            return Text.of("activity.prepared-holder");
        }
        return n.session() == null ? n.pid() + " " + Text.of("activity.ended-session") : n.pid() + "  " + n.session().application();
    }

    private static String state(LockRow r) {
        Session s = r.node().session();
        if (r.depth() > 0) {
            return s == null ? "" : ActivityView.waits(s);
        }
        return s == null || s.state() == null ? Text.of("activity.root") : Text.of("activity.root") + ", " + s.state();
    }

    private static double waited(LockTree.Node n) {
        return n.blocked() == null ? Double.NaN : ActivityView.number(n.blocked().waitSeconds());
    }

    private static String blocked(LockTree.Node n, java.util.function.Function<Blocking, @org.jspecify.annotations.Nullable String> value) {
        String text = n.blocked() == null ? null : value.apply(n.blocked());
        return text == null ? "" : text;
    }

    private static Table<XminHolder> horizon(ActivityModel model, Kit kit) {
        Table<XminHolder> table = kit.<XminHolder>table("activity.horizon")
                .text("activity.col.kind", x -> Text.of("activity.kind." + ActivityView.key(x.kind()))).width(120)
                .text("activity.col.name", XminHolder::name).grows()
                .number("activity.col.pid", x -> x.pid() == null ? Double.NaN : x.pid(), Unit.NAME).width(72)
                .number("activity.col.age", x -> x.xidAge() == null ? Double.NaN : x.xidAge(), Unit.COUNT).bar().width(136)
                .tone(x -> x.xidAge() != null && x.xidAge() > 10_000_000 ? Tone.BAD : x.xidAge() != null && x.xidAge() > 1_000_000 ? Tone.LOOK : Tone.NEUTRAL)
                .number("activity.col.for", x -> ActivityView.number(x.seconds()), Unit.SECONDS)
                .text("activity.col.database", XminHolder::database).hidden()
                .key(x -> x.kind() + x.name() + x.pid())
                .empty(Text.of("activity.empty.horizon"), "")
                .build();
        model.horizon.value().subscribe(h -> table.rows(h == null ? List.of() : h));
        return table;
    }

    private static Table<PreparedXact> prepared(ActivityModel model, Kit kit) {
        Table<PreparedXact> table = kit.<PreparedXact>table("activity.prepared")
                .text("activity.col.gid", PreparedXact::gid).grows()
                .text("activity.col.owner", PreparedXact::owner)
                .text("activity.col.database", PreparedXact::database)
                .number("activity.col.for", PreparedXact::seconds, Unit.SECONDS).tone(x -> x.seconds() > 3_600 ? Tone.BAD : x.seconds() > 60 ? Tone.LOOK : Tone.NEUTRAL)
                .key(PreparedXact::gid)
                .empty(Text.of("activity.empty.prepared"), "")
                .onOpen(x -> {
                    Clipboards.copy(x.rollback());
                    kit.notices().info(Text.of("kit.copied", x.rollback()));
                })
                .build();
        model.prepared.value().subscribe(p -> table.rows(p == null ? List.of() : p));
        return table;
    }
}
