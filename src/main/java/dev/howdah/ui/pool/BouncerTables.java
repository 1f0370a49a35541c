package dev.howdah.ui.pool;

import dev.howdah.engine.pool.sources.Bouncer;
import dev.howdah.engine.pool.sources.BouncerRow;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Table;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Unit;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** Clients, servers, traffic, counts and settings of PgBouncer; one of them is on top. */
final class BouncerTables {
    private final Kit kit;
    private final Table<Bouncer.Client> clients;
    private final Table<Bouncer.ServerLink> servers;
    private final Table<Bouncer.Stat> stats;
    private final Table<BouncerRow> lists;
    private final Table<BouncerRow> config;
    private final StackPane place = new StackPane();
    private final StackPane tools = new StackPane();

    BouncerTables(Kit kit) {
        this.kit = kit;
        clients = clients();
        servers = servers();
        stats = stats();
        lists = pairs("pool.bouncer.lists", "list", "items");
        config = pairs("pool.bouncer.config", "key", "value");
    }

    Node node() {
        return place;
    }

    Node tools() {
        return tools;
    }

    void choose(BouncerModel.Table table) {
        Table<?> chosen = switch (table) {
            case CLIENTS -> clients;
            case SERVERS -> servers;
            case STATS -> stats;
            case LISTS -> lists;
            case CONFIG -> config;
        };
        place.getChildren().setAll(chosen.node());
        tools.getChildren().setAll(chosen.tools());
    }

    void show(Bouncer b) {
        clients.rows(b.clients());
        servers.rows(b.servers());
        stats.rows(b.stats());
        lists.rows(b.lists());
        config.rows(b.config());
    }

    private Table<Bouncer.Client> clients() {
        return kit.<Bouncer.Client>table("pool.bouncer.clients")
                .text("pooltab.bouncer.application", Bouncer.Client::applicationName)
                .width(180)
                .grows()
                .text("pooltab.bouncer.database", Bouncer.Client::database)
                .text("pooltab.bouncer.user", Bouncer.Client::user)
                .tag("pooltab.bouncer.state", Bouncer.Client::state, c -> c.state().equals("waiting") ? Tone.BAD : Tone.NEUTRAL)
                .width(100)
                .text("pooltab.bouncer.address", c -> c.address() + ":" + c.port())
                .width(160)
                .number("pooltab.bouncer.waits", c -> c.waited().toNanos() / 1e9, Unit.SECONDS)
                .text("pooltab.bouncer.connected", c -> c.row().text("connect_time"))
                .width(190)
                .text("pooltab.bouncer.tls", c -> c.row().text("tls"))
                .key(Bouncer.Client::id)
                .sorted("pooltab.bouncer.waits", true)
                .build();
    }

    private Table<Bouncer.ServerLink> servers() {
        return kit.<Bouncer.ServerLink>table("pool.bouncer.servers")
                .number("pooltab.bouncer.backend", s -> s.backendPid() == null ? Double.NaN : s.backendPid(), Unit.NAME)
                .text("pooltab.bouncer.database", Bouncer.ServerLink::database)
                .text("pooltab.bouncer.user", Bouncer.ServerLink::user)
                .tag("pooltab.bouncer.state", Bouncer.ServerLink::state, s -> Tone.NEUTRAL)
                .width(100)
                .text("pooltab.bouncer.address", s -> s.address() + ":" + s.port())
                .width(160)
                .number("pooltab.bouncer.local-port", Bouncer.ServerLink::localPort, Unit.NAME)
                .text("pooltab.bouncer.application", Bouncer.ServerLink::applicationName)
                .width(180)
                .grows()
                .text("pooltab.bouncer.connected", s -> s.row().text("connect_time"))
                .width(190)
                .text("pooltab.bouncer.close", s -> s.row().text("close_needed"))
                .hidden()
                .key(Bouncer.ServerLink::id)
                .build();
    }

    private Table<Bouncer.Stat> stats() {
        return kit.<Bouncer.Stat>table("pool.bouncer.stats")
                .text("pooltab.bouncer.database", Bouncer.Stat::database)
                .width(160)
                .grows()
                .number("pooltab.bouncer.transactions", s -> orNan(s.transactionsPerSecond()), Unit.PER_SECOND)
                .width(120)
                .number("pooltab.bouncer.queries", s -> orNan(s.queriesPerSecond()), Unit.PER_SECOND)
                .width(120)
                .number("pooltab.bouncer.transaction-time", s -> orNan(s.transactionMillis()), Unit.MILLIS)
                .width(120)
                .number("pooltab.bouncer.query-time", s -> orNan(s.queryMillis()), Unit.MILLIS)
                .width(120)
                .number("pooltab.bouncer.wait", s -> orNan(s.waitMillis()), Unit.MILLIS)
                .width(120)
                .number("pooltab.bouncer.received", s -> orNan(s.receivedPerSecond()), Unit.BYTES_PER_SECOND)
                .width(110)
                .number("pooltab.bouncer.sent", s -> orNan(s.sentPerSecond()), Unit.BYTES_PER_SECOND)
                .width(110)
                .key(Bouncer.Stat::database)
                .build();
    }

    private Table<BouncerRow> pairs(String id, String key, String value) {
        return kit.<BouncerRow>table(id)
                .text("pooltab.bouncer.name", r -> r.text(key))
                .width(280)
                .text("pooltab.bouncer.value", r -> r.text(value))
                .width(280)
                .grows()
                .text("pooltab.bouncer.changeable", r -> r.text("changeable"))
                .key(r -> r.word(key))
                .build();
    }

    private static double orNan(@Nullable Number n) {
        return n == null ? Double.NaN : n.doubleValue();
    }
}
