package dev.howdah.ui.slow;

import dev.howdah.engine.activity.Session;
import dev.howdah.engine.activity.SessionId;
import dev.howdah.engine.activity.WaitClass;
import dev.howdah.engine.profile.LiveStatement;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Card;
import dev.howdah.ui.kit.Format;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.Page;
import dev.howdah.ui.kit.SignalButtons;
import dev.howdah.ui.kit.SqlText;
import dev.howdah.ui.kit.Stale;
import dev.howdah.ui.kit.Table;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Unit;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Statements that run for too long now. */
final class RunningView {
    private final SlowModel model;
    private final SlowController controller;
    private final SlowParts parts;
    private final Page page;
    private final Card card;
    private @Nullable Shown shown;

    RunningView(SlowModel model, SlowController controller, SlowParts parts, Page page, Kit kit) {
        this.model = model;
        this.controller = controller;
        this.parts = parts;
        this.page = page;
        Table<LiveStatement> table = kit.<LiveStatement>table("slow.running")
                .tag("slow.col.level", l -> Text.of(l.critical() ? "slow.level.critical" : "slow.level.slow"), l -> l.critical() ? Tone.BAD : Tone.LOOK)
                .width(88)
                .number("slow.col.since", LiveStatement::seconds, Unit.SECONDS).bar()
                .number("activity.col.pid", l -> l.session().pid(), Unit.NAME).width(72)
                .text("activity.col.waits", l -> waits(l.session()))
                .width(160)
                .text("activity.col.blockers", l -> l.blockers().stream().map(RunningView::blocker).collect(Collectors.joining(", "))).width(120)
                .text("slow.col.user", l -> l.session().user()).width(96)
                .text("activity.col.application", l -> l.session().application()).width(140)
                .text("slow.col.database", l -> l.session().database()).hidden()
                .code("slow.col.statement", l -> l.session().query()).masked().grows()
                .key(l -> l.session().pid())
                .empty(Text.of("slow.empty.running"), Text.of("slow.empty.running-hint"))
                .sorted("slow.col.since", true)
                .onOpen(this::open)
                .build();
        model.live.subscribe(table::rows);
        model.sessions.value().subscribe(all -> {
            if (all != null) {
                renew(all);
            }
        });
        card = new Card("", Stale.over(table.known(model.sessions).node(), model.sessions.staleSince())).tools(table.tools());
        card.title().textProperty().bind(model.slowFrom.map(l -> Text.of("slow.running", Format.duration(l))));
    }

    Node node() {
        return card;
    }

    private static String blocker(int pid) {
        return pid == 0 ? Text.of("activity.prepared") : String.valueOf(pid);
    }

    private void open(LiveStatement l) {
        Shown now = new Shown(l);
        shown = now;
        page.detail(Text.of("activity.session-title", l.session().pid()), now.box);
    }

    private void renew(List<Session> all) {
        Shown now = shown;
        if (now != null) {
            now.renew(all);
        }
    }

    /** The statement that is open, until it has ended: what its session runs after it is another one, which nobody wanted to cancel. */
    private final class Shown {
        private final Label figures = Nodes.paragraph("");
        private final VBox box;
        private final @Nullable SignalButtons buttons;
        private Session session;

        Shown(LiveStatement l) {
            session = l.session();
            SqlText sql = new SqlText().fit(20);
            sql.showLaidOut(session.query() == null ? "" : session.query());
            box = Nodes.column(figures, sql.node());
            SessionId id = session.id();
            buttons = id == null ? null : new SignalButtons(page, parts.environment(), session.pid(),
                    session.application().isEmpty() ? session.user() : session.application(),
                    () -> controller.onCancel(id), () -> controller.onTerminate(id));
            if (buttons != null) {
                box.getChildren().add(buttons.node());
            }
            figures();
        }

        void renew(List<Session> all) {
            if (buttons == null || buttons.isOver()) {
                return;
            }
            Session now = all.stream().filter(s -> s.pid() == session.pid() && Objects.equals(s.backendStart(), session.backendStart()))
                    .findFirst().orElse(null);
            if (now != null && now.active() && seconds(now) >= seconds(session)) {
                session = now;
                figures();
                return;
            }
            Instant at = model.sessions.at().get();
            buttons.over(Text.of(now == null ? "activity.ended" : "slow.running.ended", at == null ? "" : Format.clock(at)));
        }

        private void figures() {
            figures.setText(Text.of("slow.running.now", Unit.SECONDS.text(seconds(session)), waits(session)));
        }
    }

    private static double seconds(Session s) {
        return s.statementSeconds() == null ? 0 : s.statementSeconds();
    }

    private static String waits(Session s) {
        return s.waitEvent() == null ? WaitClass.of(s.waitEventType()).label() : s.waitEventType() + ": " + s.waitEvent();
    }
}
