package dev.howdah.ui.pool;

import dev.howdah.engine.activity.SessionId;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.pool.sources.PathRow;
import dev.howdah.engine.pool.sources.PathRow.Cause;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Card;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.Page;
import dev.howdah.ui.kit.Question;
import dev.howdah.ui.kit.SqlText;
import dev.howdah.ui.kit.Stale;
import dev.howdah.ui.kit.Table;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Unit;
import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The verdict in words, and one row a connection from its caller to its blocker. */
final class PathView {
    private final PathController controller;
    private final Target target;
    private final Label verdict = Nodes.paragraph("", "path-verdict");
    private final Label sign = Nodes.tag("", Tone.NEUTRAL);
    private final Table<PathRow> rows;
    private final Page page;

    PathView(PathModel model, PathController controller, Kit kit, Target target) {
        this.controller = controller;
        this.target = target;
        this.rows = table(kit).known(model.now, model.problem);
        Card said = new Card("", Nodes.row(sign, Nodes.grow(verdict)));
        verdict.setMaxWidth(Double.MAX_VALUE);
        Card all = new Card(Text.of("pooltab.path.rows"), Stale.over(rows.node(), model.staleSince)).tools(rows.tools());
        VBox.setVgrow(all, Priority.ALWAYS);
        Nodes.when(model.now.isNotNull(), said);
        page = new Page(said, all);
        page.problem(model.problem, controller::onLook);
        model.now.subscribe(this::show);
        rows.selected().subscribe(this::detail);
    }

    Parent root() {
        return page.root();
    }

    private void show(dev.howdah.engine.pool.sources.@Nullable PathView view) {
        if (view == null) {
            return;
        }
        verdict.setText(view.sentence());
        Cause culprit = view.culprit();
        Tone tone = culprit == null ? Tone.GOOD : culprit == Cause.LOCK ? Tone.BAD : Tone.LOOK;
        sign.setText(culprit == null ? Text.of("pooltab.path.free") : name(culprit));
        sign.setMinWidth(javafx.scene.layout.Region.USE_PREF_SIZE);
        sign.setGraphic((culprit == null ? Icons.GOOD : culprit == Cause.LOCK ? Icons.LOCK : Icons.LOOK).node(14));
        sign.getStyleClass().setAll("label", "tag", tone.style());
        rows.rows(view.rows());
    }

    private static String name(Cause cause) {
        return Text.of("pooltab.cause." + cause.name().toLowerCase(Locale.ROOT));
    }

    private static Tone tone(Cause cause) {
        return switch (cause) {
            case LOCK -> Tone.BAD;
            case IDLE_IN_TRANSACTION, BOUNCER, POOL -> Tone.LOOK;
            case APPLICATION, STATEMENT, UNKNOWN -> Tone.NEUTRAL;
        };
    }

    private Table<PathRow> table(Kit kit) {
        return kit.<PathRow>table("pool.path")
                .tag("pooltab.path.cause", r -> name(r.cause()), r -> tone(r.cause()))
                .width(110)
                .text("pooltab.path.caller", PathView::caller)
                .width(140)
                .number("pooltab.path.held", r -> r.caller() == null || r.caller().held().isZero() ? Double.NaN : r.caller()
                        .held().toNanos() / 1e9, Unit.SECONDS)
                .width(76)
                .text("pooltab.path.bouncer", PathView::hop)
                .width(110)
                .text("pooltab.path.backend", PathView::backend)
                .width(120)
                .text("pooltab.path.waits", PathView::waits)
                .width(140)
                .text("pooltab.path.blocker", PathView::blocker)
                .width(160)
                .text("pooltab.path.lock", PathView::lock)
                .width(170)
                .code("pooltab.path.query", r -> r.backend() == null ? null : r.backend().query())
                .masked()
                .width(136)
                .grows()
                .key(PathView::key)
                .empty(Text.of("pooltab.path.none"), Text.of("pooltab.path.none-hint"))
                .build();
    }

    private static Object key(PathRow r) {
        return List.of(caller(r), hop(r), r.backend() == null ? 0 : r.backend().pid());
    }

    private static String caller(PathRow r) {
        PathRow.Caller c = r.caller();
        if (c == null) {
            return "";
        }
        if (c.waiting() > 0) {
            return Text.of("pooltab.path.queue", c.pool(), c.waiting());
        }
        return c.thread() == null ? c.pool() : Text.of("pooltab.path.thread", c.pool(), c.thread());
    }

    private static String hop(PathRow r) {
        PathRow.Hop h = r.hop();
        return h == null ? "" : Text.of("pooltab.path.hop", h.database(), h.address(), h.state());
    }

    private static String backend(PathRow r) {
        PathRow.Backend b = r.backend();
        return b == null ? "" : Text.of("pooltab.path.process", String.valueOf(b.pid()), b.state() == null ? "" : b.state());
    }

    private static String waits(PathRow r) {
        PathRow.Backend b = r.backend();
        return b == null || b.waits() == null ? "" : b.waits();
    }

    private static String blocker(PathRow r) {
        PathRow.Blocker b = r.blocker();
        if (b == null) {
            return "";
        }
        return b.pid() == 0
                ? Text.of("pooltab.path.prepared")
                : Text.of("pooltab.path.session", String.valueOf(b.pid()), b.application().isEmpty() ? b.user()
                        : b.application());
    }

    private static String lock(PathRow r) {
        PathRow.Blocker b = r.blocker();
        if (b == null) {
            return "";
        }
        String on = b.relation() == null ? "" : b.relation();
        String since = b.seconds() == null ? "" : Unit.SECONDS.text(b.seconds());
        return Text.of(b.rowLock() ? "pooltab.path.row-of" : "pooltab.path.table-of", on, since);
    }

    private void detail(@Nullable PathRow r) {
        if (r == null) {
            page.closeDetail();
            return;
        }
        VBox box = Nodes.column();
        PathRow.Backend b = r.backend();
        if (b != null) {
            box.getChildren().add(Nodes.label(Text.of("pooltab.path.its-query", String.valueOf(b.pid())), "text-muted"));
            box.getChildren().add(sql(b.query()));
        }
        PathRow.Blocker k = r.blocker();
        if (k != null) {
            String who = k.application().isEmpty() ? k.user() : k.application();
            String held = k.seconds() == null ? "–" : Unit.SECONDS.text(k.seconds());
            box.getChildren().addAll(
                    Nodes.paragraph(Text.of("pooltab.path.blocked", String.valueOf(k.pid()), who, k.state() == null ? "–"
                            : k.state(), held)),
                    sql(k.query()));
            if (k.backendStart() != null) {
                box.getChildren().add(ends(new SessionId(k.pid(), k.backendStart()), who));
            }
        }
        page.detail(name(r.cause()), box);
    }

    private static Node sql(@Nullable String query) {
        SqlText text = new SqlText();
        text.showLaidOut(query == null ? Text.of("pooltab.path.no-query") : query);
        return Nodes.grow(text.node());
    }

    private Node ends(SessionId id, String who) {
        String pid = String.valueOf(id.pid());
        return Nodes.row(
                Nodes.button(Text.of("pooltab.signal.cancel", pid), Icons.CANCEL, () -> controller.onCancel(id)),
                Nodes.spring(),
                Nodes.destructive(Text.of("pooltab.signal.terminate", pid), Icons.KILL, () -> page.confirm()
                        .ask(
                                Question.destructive(
                                        Text.of("pooltab.signal.ask", pid, who),
                                        Text.of("pooltab.signal.then"),
                                        Text.of("pooltab.signal.terminate", pid),
                                        target.environment()),
                                () -> controller.onTerminate(id))));
    }
}
