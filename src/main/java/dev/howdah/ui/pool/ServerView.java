package dev.howdah.ui.pool;

import dev.howdah.engine.activity.SessionId;
import dev.howdah.engine.activity.XminHolder;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.pool.sources.ServerSessions.Dimension;
import dev.howdah.engine.pool.sources.ServerSessions.Group;
import dev.howdah.engine.pool.sources.ServerSessions.HeadRoom;
import dev.howdah.engine.pool.sources.ServerSessions.IdleInTransaction;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Card;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.Page;
import dev.howdah.ui.kit.Question;
import dev.howdah.ui.kit.Segments;
import dev.howdah.ui.kit.SqlText;
import dev.howdah.ui.kit.Stale;
import dev.howdah.ui.kit.Table;
import dev.howdah.ui.kit.Tile;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Unit;
import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Head-room, groups of sessions, transactions that are open and idle, and what holds vacuum back. */
final class ServerView {
    private static final double LONG_IDLE = 60;
    private static final double SHORT_IDLE = 5;

    private final ServerModel model;
    private final ServerController controller;
    private final Kit kit;
    private final Target target;
    private final Tile used = Tile.plain(Text.of("pooltab.server.used"), Unit.COUNT);
    private final Tile free = Tile.plain(Text.of("pooltab.server.free"), Unit.COUNT);
    private final Tile active = Tile.plain(Text.of("pooltab.server.active"), Unit.COUNT);
    private final Tile idle = Tile.plain(Text.of("pooltab.server.idle"), Unit.COUNT);
    private final Tile inTransaction = Tile.plain(Text.of("pooltab.server.idle-in-transaction"), Unit.COUNT);
    private final Tile waiting = Tile.plain(Text.of("pooltab.server.waiting"), Unit.COUNT);
    private final Table<Group> groups;
    private final Table<IdleInTransaction> open;
    private final Table<XminHolder> holders;
    private final Page page;

    ServerView(ServerModel model, ServerController controller, Kit kit, Target target) {
        this.model = model;
        this.controller = controller;
        this.kit = kit;
        this.target = target;
        groups = groupTable().known(model.groups);
        open = openTable().known(model.idle);
        holders = holderTable().known(model.xmin);
        Card byGroup = new Card(Text.of("pooltab.server.sessions"), Stale.over(groups.node(), model.groups.staleSince()))
                .tools(Segments.of(List.of(Dimension.values()), ServerView::name, model.dimension), groups.tools());
        HBox lower = new HBox(8,
                openCard(),
                card(Text.of("pooltab.server.xmin"), holders, model.xmin.staleSince()));
        lower.getChildren().forEach(n -> ((Card) n).setPrefWidth(100));
        VBox body = new VBox(8, tiles(), Nodes.grow(byGroup), Nodes.grow(lower));
        page = new Page(body);
        page.problem(model.groups.problem(), controller::onRetry);
        page.note(Nodes.lacks(model.groups.lacks(), kit.notices()));
        model.room.value().subscribe(v -> figures());
        model.groups.value().subscribe(v -> figures());
        model.groups.value().subscribe(v -> groups.rows(model.of(model.dimension.get())));
        model.dimension.subscribe(d -> groups.rows(model.of(d)));
        model.sought.subscribe(groups::seek);
        model.idle.value().subscribe(v -> open.rows(v == null ? List.of() : v));
        model.xmin.value().subscribe(v -> holders.rows(v == null ? List.of() : v));
        open.selected().subscribe(this::detail);
        holders.selected().subscribe(this::detail);
    }

    Parent root() {
        return page.root();
    }

    private static <R> Card card(String title, Table<R> table,
            javafx.beans.value.ObservableValue<? extends java.time.@Nullable Instant> stale) {
        Card card = new Card(title, Stale.over(table.node(), stale)).tools(table.tools());
        HBox.setHgrow(card, Priority.ALWAYS);
        return card;
    }

    /** The table, or what is missing for it: an empty table would say that there is nothing. */
    private Card openCard() {
        StackPane place = new StackPane();
        model.idle.lacks().subscribe(lacks -> place.getChildren()
                .setAll(lacks.isEmpty()
                        ? Stale.over(open.node(), model.idle.staleSince())
                        : Nodes.empty(Text.of("pooltab.open.hidden"), "", Nodes.lack(lacks.getFirst(), kit.notices()))));
        Card card = new Card(Text.of("pooltab.server.open-transactions"), place).tools(open.tools());
        HBox.setHgrow(card, Priority.ALWAYS);
        return card;
    }

    private Node tiles() {
        HBox row = new HBox(8);
        for (Tile t : List.of(used, free, active, idle, inTransaction, waiting)) {
            HBox.setHgrow(t, Priority.ALWAYS);
            t.setPrefWidth(100);
            row.getChildren().add(t);
        }
        return row;
    }

    private static String name(Dimension d) {
        return Text.of("pooltab.dimension." + d.name().toLowerCase(Locale.ROOT));
    }

    private Table<Group> groupTable() {
        return kit.<Group>table("pool.groups")
                .text("pooltab.group.name", ServerView::title)
                .width(220)
                .grows()
                .number("pooltab.group.total", Group::total, Unit.WHOLE)
                .bar()
                .number("pooltab.group.active", Group::active, Unit.WHOLE)
                .number("pooltab.group.idle", Group::idle, Unit.WHOLE)
                .number("pooltab.group.in-transaction", Group::idleInTransaction, Unit.WHOLE)
                .width(140)
                .tone(g -> g.idleInTransaction() > 0 ? Tone.LOOK : Tone.NEUTRAL)
                .number("pooltab.group.waiting", Group::waiting, Unit.WHOLE)
                .width(130)
                .tone(g -> g.waiting() > 0 ? Tone.BAD : Tone.NEUTRAL)
                .number("pooltab.group.oldest", g -> orNan(g.oldestTransactionSeconds()), Unit.SECONDS)
                .width(140)
                .number("pooltab.group.longest", g -> orNan(g.longestStateSeconds()), Unit.SECONDS)
                .width(140)
                .key(g -> g.dimension() + "/" + g.name())
                .sorted("pooltab.group.total", true)
                .empty(Text.of("pooltab.server.none"), Text.of("pooltab.server.none-hint"))
                .build();
    }

    private static String title(Group g) {
        if (g.name() == null) {
            return Text.of("pooltab.group.others", g.members());
        }
        return g.name().isEmpty() ? Text.of("pooltab.group.unknown") : g.name();
    }

    private Table<IdleInTransaction> openTable() {
        return kit.<IdleInTransaction>table("pool.idle-in-transaction")
                .number("pooltab.open.pid", IdleInTransaction::pid, Unit.NAME)
                .width(64)
                .text("pooltab.open.application", IdleInTransaction::application)
                .width(94)
                .text("pooltab.open.user", IdleInTransaction::user)
                .width(64)
                .number("pooltab.open.idle", IdleInTransaction::idleSeconds, Unit.SECONDS)
                .width(80)
                .tone(i -> i.idleSeconds() > LONG_IDLE ? Tone.BAD : i.idleSeconds() > SHORT_IDLE ? Tone.LOOK : Tone.NEUTRAL)
                .number("pooltab.open.transaction", IdleInTransaction::transactionSeconds, Unit.SECONDS)
                .width(108)
                .number("pooltab.open.blocks", IdleInTransaction::blocks, Unit.WHOLE)
                .width(64)
                .tone(i -> i.blocks() > 0 ? Tone.BAD : Tone.NEUTRAL)
                .code("pooltab.open.query", IdleInTransaction::query)
                .masked()
                .width(64)
                .grows()
                .key(i -> new SessionId(i.pid(), i.backendStart()))
                .sorted("pooltab.open.transaction", true)
                .empty(Text.of("pooltab.open.none"), "")
                .build();
    }

    private Table<XminHolder> holderTable() {
        return kit.<XminHolder>table("pool.xmin")
                .tag("pooltab.xmin.kind", h -> Text.of("pooltab.xmin." + h.kind().name()), h -> Tone.NEUTRAL)
                .width(112)
                .text("pooltab.xmin.name", XminHolder::name)
                .width(120)
                .grows()
                .number("pooltab.open.pid", h -> h.pid() == null ? Double.NaN : h.pid(), Unit.NAME)
                .width(64)
                .text("pooltab.xmin.database", XminHolder::database)
                .width(84)
                .number("pooltab.xmin.age", h -> h.xidAge() == null ? Double.NaN : h.xidAge(), Unit.COUNT)
                .bar()
                .tip("pooltab.xmin.age-tip")
                .number("pooltab.xmin.seconds", h -> orNan(h.seconds()), Unit.SECONDS)
                .width(76)
                .key(h -> h.kind() + h.name() + h.pid())
                .empty(Text.of("pooltab.xmin.none"), "")
                .build();
    }

    private void figures() {
        HeadRoom room = model.room.value().get();
        List<Group> states = model.of(Dimension.STATE);
        boolean known = model.groups.value().get() != null;
        used.value(room == null ? Double.NaN : room.used());
        free.value(room == null ? Double.NaN : room.free());
        active.value(known ? states.stream().mapToLong(Group::active).sum() : Double.NaN);
        idle.value(known ? states.stream().mapToLong(Group::idle).sum() : Double.NaN);
        double open = known ? states.stream().mapToLong(Group::idleInTransaction).sum() : Double.NaN;
        double locked = known ? states.stream().mapToLong(Group::waiting).sum() : Double.NaN;
        inTransaction.value(open);
        inTransaction.tone(open > 0 ? Tone.LOOK : Tone.NEUTRAL);
        waiting.value(locked);
        waiting.tone(locked > 0 ? Tone.BAD : Tone.NEUTRAL);
        String partly = model.groups.lacks().get().isEmpty() ? "" : Text.of("pooltab.server.partly");
        List.of(active, idle, inTransaction, waiting).forEach(t -> t.note(partly));
        if (room != null) {
            used.note(Text.of("pooltab.server.used-of", room.usable(), room.own()));
            used.tone(room.share() >= 0.95 ? Tone.BAD : room.share() >= 0.8 ? Tone.LOOK : Tone.NEUTRAL);
            free.note(Text.of("pooltab.server.reserved", room.superuserReserved() + room.reserved(), room.maxConnections()));
        }
    }

    private void detail(@Nullable IdleInTransaction i) {
        if (i == null) {
            page.closeDetail();
            return;
        }
        SqlText sql = new SqlText();
        sql.showLaidOut(i.query());
        SessionId id = new SessionId(i.pid(), i.backendStart());
        String who = i.application().isEmpty() ? i.user() : i.application();
        page.detail(
                Text.of("pooltab.session.title", String.valueOf(i.pid())),
                Nodes.column(
                        Nodes.paragraph(Text.of(
                                "pooltab.open.sentence", who, i.user(), i.client(), i.database(),
                                        Unit.SECONDS.text(i.transactionSeconds()),
                                Unit.SECONDS.text(i.idleSeconds()), i.blocks())),
                        Nodes.label(Text.of("pooltab.open.last"), "text-muted"),
                        Nodes.grow(sql.node()),
                        Nodes.row(Nodes.spring(), terminate(id, who))));
    }

    private void detail(@Nullable XminHolder h) {
        if (h == null) {
            page.closeDetail();
            return;
        }
        VBox box = Nodes.column(
                Nodes.paragraph(Text.of("pooltab.xmin.explain." + h.kind().name(), h.name(), h.xidAge() == null ? "–"
                        : Unit.COUNT.text(h.xidAge()))));
        if (h.kind() == XminHolder.Kind.SESSION && h.pid() != null && h.backendStart() != null) {
            box.getChildren().add(Nodes.row(Nodes.spring(), terminate(new SessionId(h.pid(), h.backendStart()), h.name())));
        }
        page.detail(h.name(), box);
    }

    private Node terminate(SessionId id, String who) {
        String pid = String.valueOf(id.pid());
        return Nodes.destructive(Text.of("pooltab.signal.terminate", pid), Icons.KILL, () -> page.confirm()
                .ask(
                        Question.destructive(
                                Text.of("pooltab.signal.ask", pid, who),
                                Text.of("pooltab.signal.then"),
                                Text.of("pooltab.signal.terminate", pid),
                                target.environment()),
                        () -> controller.onTerminate(id)));
    }

    private static double orNan(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }
}
