package dev.howdah.ui.activity;

import dev.howdah.engine.activity.Session;
import dev.howdah.engine.activity.SessionId;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.Page;
import dev.howdah.ui.kit.Question;
import dev.howdah.ui.kit.SqlText;
import dev.howdah.ui.kit.Unit;
import java.util.List;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** One session at the right, with what can be done to it. */
final class SessionDetail {
    private final ActivityController controller;
    private final ActivityParts parts;
    private final Page page;

    SessionDetail(ActivityController controller, ActivityParts parts, Page page) {
        this.controller = controller;
        this.parts = parts;
        this.page = page;
    }

    void open(Session s) {
        FlowPane facts = new FlowPane(16, 4);
        fact(facts, "activity.col.state", ActivityView.state(s));
        fact(facts, "activity.col.waits", ActivityView.waits(s));
        fact(facts, "activity.col.user", s.user());
        fact(facts, "activity.col.database", s.database());
        fact(facts, "activity.col.application", s.application());
        fact(facts, "activity.col.client", s.clientAddress() == null ? "" : s.clientAddress());
        fact(facts, "activity.col.transaction", Unit.SECONDS.text(ActivityView.number(s.transactionSeconds())));
        fact(facts, "activity.col.connected", Unit.SECONDS.text(ActivityView.number(s.connectedSeconds())));
        SqlText sql = new SqlText();
        sql.showLaidOut(s.query() == null ? "" : s.query());
        Region text = (Region) sql.node();
        text.setPrefHeight(320);
        text.setMinHeight(160);
        VBox box = Nodes.column(facts, text);
        SessionId id = s.id();
        if (s.backendType().equals("autovacuum worker")) {
            box.getChildren().add(Nodes.paragraph(Text.of("activity.no-autovacuum"), "text-muted"));
        } else if (id != null) {
            box.getChildren().add(Nodes.row(
                    Nodes.button(Text.of("activity.cancel"), Icons.CANCEL, () -> controller.onCancel(id)),
                    Nodes.spring(),
                    Nodes.destructive(Text.of("activity.terminate"), Icons.KILL, () -> page.confirm().ask(
                            Question.destructive(Text.of("activity.terminate-ask", s.pid(), s.application()), Text.of("activity.terminate-consequence"),
                                    Text.of("activity.terminate"), parts.environment()),
                            () -> controller.onTerminate(List.of(id))))));
        }
        page.detail(Text.of("activity.session-title", s.pid()), box);
    }

    private static void fact(FlowPane flow, String key, String value) {
        if (!value.isEmpty()) {
            VBox pair = Nodes.column(Nodes.label(Text.of(key), "text-muted"), Nodes.label(value));
            pair.setSpacing(0);
            flow.getChildren().add(pair);
        }
    }
}
