package dev.howdah.ui.activity;

import dev.howdah.engine.activity.Session;
import dev.howdah.engine.activity.SessionId;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Format;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.Page;
import dev.howdah.ui.kit.SignalButtons;
import dev.howdah.ui.kit.SqlText;
import dev.howdah.ui.kit.Unit;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** One session at the right, renewed with each look, with what can be done to it until it has ended. */
final class SessionDetail {
    private final ActivityController controller;
    private final ActivityParts parts;
    private final Page page;
    private @Nullable Shown shown;

    SessionDetail(ActivityController controller, ActivityModel model, ActivityParts parts, Page page) {
        this.controller = controller;
        this.parts = parts;
        this.page = page;
        model.sessions.value().subscribe(all -> {
            Shown now = shown;
            if (now != null && all != null) {
                now.renew(all, model.sessions.at().get());
            }
        });
    }

    void open(Session s) {
        Shown now = new Shown(s);
        shown = now;
        page.detail(Text.of("activity.session-title", s.pid()), now.box);
    }

    /** The session that is open, as it was last seen. */
    private final class Shown {
        private final FlowPane facts = new FlowPane(16, 4);
        private final SqlText sql = new SqlText().fit(20);
        private final VBox box;
        private final @Nullable SignalButtons buttons;
        private Session session;

        Shown(Session s) {
            session = s;
            box = Nodes.column(facts, sql.node());
            buttons = buttons(s);
            if (s.backendType().equals("autovacuum worker")) {
                box.getChildren().add(Nodes.paragraph(Text.of("activity.no-autovacuum"), "text-muted"));
            } else if (buttons != null) {
                box.getChildren().add(buttons.node());
            }
            sql.showLaidOut(query(s));
            facts();
        }

        private @Nullable SignalButtons buttons(Session s) {
            SessionId id = s.id();
            return id == null ? null : new SignalButtons(page, parts.environment(), s.pid(), s.application().isEmpty() ? s.user() : s.application(),
                    () -> controller.onCancel(id), () -> controller.onTerminate(List.of(id)));
        }

        /** @param at when they were read */
        void renew(List<Session> all, @Nullable Instant at) {
            if (buttons == null || buttons.isOver()) {
                return;
            }
            Session now = all.stream().filter(s -> s.pid() == session.pid() && Objects.equals(s.backendStart(), session.backendStart()))
                    .findFirst().orElse(null);
            if (now == null) {
                buttons.over(Text.of("activity.ended", at == null ? "" : Format.clock(at)));
                return;
            }
            if (!query(now).equals(query(session))) {
                sql.showLaidOut(query(now));
            }
            session = now;
            facts();
        }

        private void facts() {
            facts.getChildren().clear();
            fact("activity.col.state", ActivityView.state(session));
            fact("activity.col.waits", ActivityView.waits(session));
            fact("activity.col.user", session.user());
            fact("activity.col.database", session.database());
            fact("activity.col.application", session.application());
            fact("activity.col.client", session.clientAddress() == null ? "" : session.clientAddress());
            fact("activity.col.statement-time", session.active() ? seconds(session.statementSeconds()) : "");
            fact("activity.col.transaction", seconds(session.transactionSeconds()));
            fact("activity.col.connected", seconds(session.connectedSeconds()));
            if (buttons != null) {
                buttons.working(session.active());
            }
        }

        private void fact(String key, String value) {
            if (!value.isEmpty()) {
                VBox pair = Nodes.column(Nodes.label(Text.of(key), "text-muted"), Nodes.label(value));
                pair.setSpacing(0);
                facts.getChildren().add(pair);
            }
        }
    }

    private static String query(Session s) {
        return s.query() == null ? "" : s.query();
    }

    private static String seconds(@Nullable Double value) {
        return value == null ? "" : Unit.SECONDS.text(value);
    }
}
