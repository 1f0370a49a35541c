package dev.howdah.ui.pool;

import dev.howdah.engine.db.Environment;
import dev.howdah.engine.pool.sources.Bouncer;
import dev.howdah.engine.pool.sources.BouncerAction;
import dev.howdah.engine.pool.sources.BouncerAction.Verb;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Card;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.Page;
import dev.howdah.ui.kit.Question;
import dev.howdah.ui.kit.Segments;
import dev.howdah.ui.kit.Stale;
import dev.howdah.ui.kit.Table;
import dev.howdah.ui.kit.Tile;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Unit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Either the way to a PgBouncer, or its pools with what can be done to them, and its tables. */
final class BouncerView {
    private final BouncerModel model;
    private final BouncerController controller;
    private final Environment environment;
    private final BouncerTables tables;
    private final Table<Bouncer.Pool> pools;
    private final Tile clients = Tile.plain(Text.of("pooltab.bouncer.clients"), Unit.COUNT);
    private final Tile waiting = Tile.plain(Text.of("pooltab.bouncer.waiting"), Unit.COUNT);
    private final Tile longest = Tile.plain(Text.of("pooltab.bouncer.longest"), Unit.SECONDS);
    private final Tile servers = Tile.plain(Text.of("pooltab.bouncer.servers"), Unit.COUNT);
    private final Tile idle = Tile.plain(Text.of("pooltab.bouncer.idle"), Unit.COUNT);
    private final Tile queries = Tile.plain(Text.of("pooltab.bouncer.queries"), Unit.PER_SECOND);
    private final Tile transactions = Tile.plain(Text.of("pooltab.bouncer.transactions"), Unit.PER_SECOND);
    private final Tile wait = Tile.plain(Text.of("pooltab.bouncer.wait"), Unit.MILLIS);
    private final Page page;

    BouncerView(BouncerModel model, BouncerController controller, Kit kit, Environment environment) {
        this.model = model;
        this.controller = controller;
        this.environment = environment;
        this.tables = new BouncerTables(kit);
        this.pools = poolTable(kit);
        StackPane place = new StackPane();
        page = new Page(place);
        page.problem(model.problem, controller::onRetry);
        Node form = new BouncerForm(model, controller).node();
        Node live = Stale.over(live(), model.staleSince);
        model.connected.subscribe(c -> place.getChildren().setAll(c ? live : form));
        model.now.subscribe(this::show);
        model.table.subscribe(t -> tables.choose(t));
    }

    Parent root() {
        return page.root();
    }

    private Node live() {
        HBox row = new HBox(8);
        for (Tile t : List.of(clients, waiting, longest, servers, idle, queries, transactions, wait)) {
            HBox.setHgrow(t, Priority.ALWAYS);
            t.setPrefWidth(100);
            row.getChildren().add(t);
        }
        Card above = new Card(Text.of("pooltab.bouncer.pools"), pools.node(), actions()).tools(pools.tools());
        VBox.setVgrow(above.getChildren().getLast(), Priority.NEVER);
        Card below = new Card("", tables.node())
                .tools(Segments.of(List.of(BouncerModel.Table.values()), BouncerView::name, model.table), tables.tools());
        return new VBox(8, row, Nodes.grow(above), Nodes.grow(below));
    }

    private static String name(BouncerModel.Table t) {
        return Text.of("pooltab.bouncer.table." + t.name().toLowerCase(Locale.ROOT));
    }

    private Node actions() {
        HBox row = Nodes.row();
        for (Verb verb : List.of(Verb.PAUSE, Verb.RESUME, Verb.RECONNECT, Verb.RELOAD)) {
            Button button = Nodes.button(name(verb), null, () -> ask(verb));
            button.setId("bouncer-" + verb.name().toLowerCase(Locale.ROOT));
            row.getChildren().add(button);
        }
        Button kill = Nodes.destructive(name(Verb.KILL), Icons.KILL, () -> ask(Verb.KILL));
        kill.setId("bouncer-kill");
        kill.disableProperty().bind(pools.selected().isNull());
        Button leave = Nodes.button(Text.of("pooltab.bouncer.disconnect"), Icons.DISCONNECT, controller::onDisconnect);
        row.getChildren().addAll(Nodes.label(Text.of("pooltab.bouncer.scope"), "text-muted"), Nodes.spring(), leave, kill);
        return row;
    }

    private static String name(Verb verb) {
        return Text.of("pooltab.bouncer.verb." + verb.name().toLowerCase(Locale.ROOT));
    }

    private void ask(Verb verb) {
        Bouncer now = model.now.get();
        Bouncer.Pool pool = pools.selected().get();
        if (now == null || (verb == Verb.KILL && pool == null)) {
            return;
        }
        BouncerAction action = new BouncerAction(verb, verb.onDatabase() && pool != null ? pool.database() : null);
        String text = Text.of("pooltab.bouncer.ask", action.command());
        Question q = verb == Verb.KILL || verb == Verb.PAUSE
                ? Question.destructive(text, action.consequence(now), action.command(), environment)
                : Question.of(text, action.consequence(now), action.command(), environment);
        page.confirm().ask(verb == Verb.KILL ? q.typing(Objects.requireNonNull(action.database())) : q, () ->
                controller.onAct(action));
    }

    private Table<Bouncer.Pool> poolTable(Kit kit) {
        return kit.<Bouncer.Pool>table("pool.bouncer.pools")
                .text("pooltab.bouncer.database", Bouncer.Pool::database)
                .width(130)
                .grows()
                .text("pooltab.bouncer.user", Bouncer.Pool::user)
                .width(100)
                .text("pooltab.bouncer.mode", Bouncer.Pool::mode)
                .width(100)
                .tag("pooltab.bouncer.state", p -> Text.of(p.paused() ? "pooltab.bouncer.paused" : "pooltab.bouncer.live"),
                        p -> p.paused() ? Tone.LOOK : Tone.NEUTRAL)
                .width(90)
                .number("pooltab.bouncer.clients", Bouncer.Pool::clientsActive, Unit.WHOLE)
                .bar()
                .number("pooltab.bouncer.waiting", Bouncer.Pool::clientsWaiting, Unit.WHOLE)
                .width(120)
                .tone(p -> p.clientsWaiting() > 0 ? Tone.BAD : Tone.NEUTRAL)
                .number("pooltab.bouncer.longest", p -> p.maxWait().toNanos() / 1e9, Unit.SECONDS)
                .width(110)
                .tone(p -> p.maxWait().toMillis() > 1000 ? Tone.BAD : Tone.NEUTRAL)
                .number("pooltab.bouncer.servers", Bouncer.Pool::serversActive, Unit.WHOLE)
                .width(110)
                .number("pooltab.bouncer.idle", Bouncer.Pool::serversIdle, Unit.WHOLE)
                .width(110)
                .number("pooltab.bouncer.used", Bouncer.Pool::serversUsed, Unit.WHOLE)
                .width(72)
                .tip("pooltab.bouncer.used-tip")
                .number("pooltab.bouncer.login", Bouncer.Pool::serversLogin, Unit.WHOLE)
                .width(72)
                .number("pooltab.bouncer.size", p -> p.size() == null ? Double.NaN : p.size(), Unit.WHOLE)
                .width(80)
                .key(p -> p.database() + "/" + p.user())
                .sorted("pooltab.bouncer.waiting", true)
                .empty(Text.of("pooltab.bouncer.no-pool"), Text.of("pooltab.bouncer.no-pool-hint"))
                .build();
    }

    private void show(@Nullable Bouncer b) {
        if (b == null) {
            return;
        }
        pools.rows(b.pools().stream().filter(p -> !p.database().equals("pgbouncer")).toList());
        tables.show(b);
        long queue = b.pools().stream().mapToLong(Bouncer.Pool::clientsWaiting).sum();
        double most = b.pools().stream().mapToDouble(p -> p.maxWait().toNanos() / 1e9).max().orElse(0);
        clients.value(shown(b).mapToLong(Bouncer.Pool::clientsActive).sum());
        waiting.value(queue);
        waiting.tone(queue > 0 ? Tone.BAD : Tone.NEUTRAL);
        longest.value(most);
        longest.tone(most > 1 ? Tone.BAD : Tone.NEUTRAL);
        servers.value(shown(b).mapToLong(Bouncer.Pool::serversActive).sum());
        idle.value(shown(b).mapToLong(p -> p.servers() - p.serversActive()).sum());
        queries.value(sum(b, Bouncer.Stat::queriesPerSecond));
        transactions.value(sum(b, Bouncer.Stat::transactionsPerSecond));
        wait.value(b.stats().stream().map(Bouncer.Stat::waitMillis).filter(Objects::nonNull).mapToDouble(d -> d).max()
                .orElse(Double.NaN));
        wait.note(Text.of("pooltab.bouncer.worst"));
    }

    private static java.util.stream.Stream<Bouncer.Pool> shown(Bouncer b) {
        return b.pools().stream().filter(p -> !p.database().equals("pgbouncer"));
    }

    private static double sum(Bouncer b, java.util.function.Function<Bouncer.Stat, @Nullable Long> figure) {
        List<Long> known = b.stats().stream().map(figure).filter(Objects::nonNull).toList();
        return known.isEmpty() ? Double.NaN : known.stream().mapToLong(n -> n).sum();
    }
}
