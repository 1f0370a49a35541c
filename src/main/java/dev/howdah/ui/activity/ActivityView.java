package dev.howdah.ui.activity;

import dev.howdah.engine.activity.Session;
import dev.howdah.engine.activity.WaitClass;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.activity.ActivityModel.Section;
import dev.howdah.ui.kit.Card;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.Page;
import dev.howdah.ui.kit.Segments;
import dev.howdah.ui.kit.Stale;
import dev.howdah.ui.kit.Table;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Unit;
import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.CheckBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Four sections: sessions, locks, waits, progress. */
final class ActivityView {
    private final StackPane place = new StackPane();
    private final Page page = new Page(place);

    ActivityView(ActivityModel model, ActivityController controller, ActivityParts parts, Kit kit) {
        CheckBox idle = new CheckBox(Text.of("activity.idle"));
        idle.selectedProperty().bindBidirectional(model.idle);
        idle.visibleProperty().bind(model.section.map(s -> s == Section.SESSIONS));
        page.bar(Segments.of(List.of(Section.values()), s -> Text.of("activity.section." + key(s)), model.section), Nodes.spring(), idle);
        page.problem(model.sessions.problem(), controller::onRetry);
        // the other parts say what each of their lists lacks
        VBox lacks = new VBox(Nodes.lacks(model.sessions.lacks(), kit.notices()));
        Nodes.when(model.section.map(s -> s == Section.SESSIONS || s == Section.WAITS), lacks);
        page.note(lacks);
        SessionDetail details = new SessionDetail(controller, model, parts, page);
        Node sessions = sessions(model, details, kit);
        // What is open tells of another moment.
        model.moment.subscribe(m -> page.closeDetail());
        Node locks = new LocksView(model, details, kit).node();
        Node waits = new WaitsView(model, kit).node();
        Node progress = new ProgressView(model, kit).node();
        model.section.subscribe(s -> {
            page.closeDetail();
            place.getChildren().setAll(switch (s) {
                case SESSIONS -> sessions;
                case LOCKS -> locks;
                case WAITS -> waits;
                case PROGRESS -> progress;
            });
        });
    }

    Parent root() {
        return page.root();
    }

    private static Node sessions(ActivityModel model, SessionDetail details, Kit kit) {
        Table<Session> table = kit.<Session>table("activity.sessions")
                .number("activity.col.pid", Session::pid, Unit.NAME).width(72)
                .tag("activity.col.state", ActivityView::state, ActivityView::tone).width(160)
                .text("activity.col.waits", ActivityView::waits).width(160)
                .number("activity.col.statement-time", s -> s.active() ? number(s.statementSeconds()) : Double.NaN, Unit.SECONDS).bar()
                .number("activity.col.transaction", s -> number(s.transactionSeconds()), Unit.SECONDS)
                .number("activity.col.state-time", s -> number(s.stateSeconds()), Unit.SECONDS)
                .text("activity.col.user", Session::user).width(96)
                .text("activity.col.application", Session::application).width(150)
                .text("activity.col.database", Session::database).width(96)
                .text("activity.col.client", Session::clientAddress).width(110).hidden()
                .text("activity.col.type", Session::backendType).hidden()
                .number("activity.col.connected", s -> number(s.connectedSeconds()), Unit.SECONDS).hidden()
                .number("activity.col.age", s -> s.xminAge() == null ? Double.NaN : s.xminAge(), Unit.COUNT).hidden()
                .code("activity.col.statement", Session::query).masked().width(110).grows()
                .key(Session::pid)
                .empty(Text.of("activity.empty.sessions"), Text.of("activity.empty.sessions-hint"))
                .sorted("activity.col.statement-time", true)
                .onOpen(details::open)
                .build();
        model.shown.subscribe(table::rows);
        model.sought.subscribe(table::seek);
        return new Card(Text.of("activity.sessions"), Stale.over(table.known(model.sessions).node(), model.sessions.staleSince())).tools(table.tools());
    }

    /** What it does, or what it is; of a session that the role may not look into nobody knows. */
    static String state(Session s) {
        return s.unseen() ? Text.of("activity.unseen") : s.state() == null ? s.backendType() : s.state();
    }

    static Tone tone(Session s) {
        if (s.active() && WaitClass.of(s.waitEventType()) == WaitClass.LOCK) {
            return Tone.BAD;
        }
        boolean long5 = s.transactionSeconds() != null && s.transactionSeconds() > 300;
        return s.idleInTransaction() ? (long5 ? Tone.BAD : Tone.LOOK) : Tone.NEUTRAL;
    }

    static String waits(Session s) {
        if (!s.active()) {
            return "";
        }
        return s.waitEvent() == null ? WaitClass.CPU.label() : s.waitEventType() + ": " + s.waitEvent();
    }

    static double number(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }

    static String key(Enum<?> e) {
        return e.name().toLowerCase(Locale.ROOT);
    }
}
