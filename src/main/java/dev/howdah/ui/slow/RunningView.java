package dev.howdah.ui.slow;

import dev.howdah.engine.activity.Session;
import dev.howdah.engine.activity.SessionId;
import dev.howdah.engine.profile.LiveStatement;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Card;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.Page;
import dev.howdah.ui.kit.Question;
import dev.howdah.ui.kit.SqlText;
import dev.howdah.ui.kit.Table;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Unit;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Statements that run for too long now. */
final class RunningView {
    private final SlowController controller;
    private final SlowParts parts;
    private final Page page;
    private final Card card;

    RunningView(SlowModel model, SlowController controller, SlowParts parts, Page page, Kit kit) {
        this.controller = controller;
        this.parts = parts;
        this.page = page;
        Table<LiveStatement> table = kit.<LiveStatement>table("slow.running")
                .tag("slow.col.level", l -> Text.of(l.critical() ? "slow.level.critical" : "slow.level.slow"), l -> l.critical() ? Tone.BAD : Tone.LOOK)
                .width(88)
                .number("slow.col.since", LiveStatement::seconds, Unit.SECONDS).bar()
                .number("activity.col.pid", l -> l.session().pid(), Unit.NAME).width(72)
                .text("activity.col.waits", l -> l.session().waitEvent() == null ? l.waits().label() : l.session().waitEventType() + ": " + l.session().waitEvent())
                .width(160)
                .text("activity.col.blockers", l -> l.blockers().stream().map(RunningView::blocker).collect(Collectors.joining(", "))).width(120)
                .text("slow.col.user", l -> l.session().user()).width(96)
                .text("activity.col.application", l -> l.session().application()).width(140)
                .text("slow.col.database", l -> l.session().database()).hidden()
                .code("slow.col.statement", l -> l.session().query()).masked().grows()
                .key(l -> l.session().pid())
                .empty(Text.of("slow.empty.running"), "")
                .sorted("slow.col.since", true)
                .onOpen(this::open)
                .build();
        model.live.subscribe(table::rows);
        card = new Card(Text.of("slow.running"), Nodes.known(table.node(), model.sessions)).tools(table.tools());
    }

    Node node() {
        return card;
    }

    private static String blocker(int pid) {
        return pid == 0 ? Text.of("activity.prepared") : String.valueOf(pid);
    }

    private void open(LiveStatement l) {
        Session s = l.session();
        SqlText sql = new SqlText();
        sql.showLaidOut(s.query() == null ? "" : s.query());
        Region text = (Region) sql.node();
        text.setPrefHeight(300);
        VBox box = Nodes.column(text);
        SessionId id = s.id();
        if (id != null) {
            box.getChildren().add(Nodes.row(
                    Nodes.button(Text.of("activity.cancel"), Icons.CANCEL, () -> controller.onCancel(id)),
                    Nodes.spring(),
                    Nodes.destructive(Text.of("activity.terminate"), Icons.KILL, () -> page.confirm().ask(
                            Question.destructive(Text.of("activity.terminate-ask", s.pid(), s.application()), Text.of("activity.terminate-consequence"),
                                    Text.of("activity.terminate"), parts.environment()),
                            () -> controller.onTerminate(id)))));
        }
        page.detail(Text.of("activity.session-title", s.pid()), box);
    }
}
