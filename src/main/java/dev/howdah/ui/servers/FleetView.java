package dev.howdah.ui.servers;

import dev.howdah.engine.fleet.Member;
import dev.howdah.engine.health.Levels;
import dev.howdah.engine.health.VitalHistory.Figure;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.AskServer;
import dev.howdah.ui.kit.Card;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.Page;
import dev.howdah.ui.kit.Table;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Unit;
import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.Label;
import org.jspecify.annotations.Nullable;

/** All saved servers in one table, and the chosen one at the right. */
final class FleetView {
    private static final int GOOD_SCORE = 90;
    private static final int FAIR_SCORE = 60;

    private final ServersModel model;
    private final Table<Member> table;
    private final MemberDetail detail;
    private final Page page;
    private final Label summary = Nodes.label("", "text-muted");
    private final Node node;
    private @Nullable String open;

    FleetView(ServersModel model, ServersController controller, Kit kit, Page page) {
        this.model = model;
        this.page = page;
        this.table = table(kit);
        this.detail = new MemberDetail(model, controller, kit, page);
        node = Card.of(Text.of("serverstab.fleet"), table);
        model.members.subscribe(this::show);
        table.selected().subscribe(this::chosen);
    }

    Node node() {
        return node;
    }

    /** How many there are, and how many need somebody. */
    Node summary() {
        return summary;
    }

    private void show(List<Member> now) {
        table.rows(now);
        long away = now.stream().filter(m -> m.state() == Member.State.DOWN || m.state() == Member.State.LATE).count();
        summary.setText(now.isEmpty() ? "" : Text.of("serverstab.summary", now.size(), away));
        Member chosen = table.selected().get();
        if (chosen != null) {
            detail.show(chosen);
        }
    }

    private void chosen(@Nullable Member member) {
        if (member == null || model.part.get() != Part.FLEET) {
            open = null;
            return;
        }
        detail.show(member);
        if (!member.name().equals(open)) {
            open = member.name();
            page.detail(member.name(), detail.node());
        }
    }

    private Table<Member> table(Kit kit) {
        return kit.<Member>table("servers.fleet")
                .tag("serverstab.state", m -> state(m.state()), m -> tone(m.state())).width(84)
                .text("serverstab.name", Member::name).dot(Member::environment).width(128)
                .text("serverstab.environment", m -> Text.of("shell.environment." + m.environment().name().toLowerCase(Locale.ROOT))).width(100)
                .number("serverstab.score", Member::score, Unit.WHOLE).tone(FleetView::scoreTone).width(56).tip("serverstab.score-tip")
                .text("serverstab.problem", FleetView::problem).width(168).grows()
                .number("serverstab.tps", m -> m.figure(Figure.TRANSACTIONS), Unit.PER_SECOND).width(92)
                .spark("serverstab.tps-line", m -> m.trail(Figure.TRANSACTIONS)).width(64)
                .number("serverstab.active", m -> m.figure(Figure.ACTIVE), Unit.WHOLE).width(60)
                .spark("serverstab.active-line", m -> m.trail(Figure.ACTIVE)).width(64).hidden()
                .number("serverstab.on-lock", m -> m.figure(Figure.ON_LOCK), Unit.WHOLE).width(76)
                .number("serverstab.sessions", m -> m.figure(Figure.SESSIONS), Unit.WHOLE).width(76).hidden()
                .number("serverstab.hits", m -> m.figure(Figure.HIT_RATIO), Unit.SHARE).width(72)
                .number("serverstab.oldest", m -> m.figure(Figure.OLDEST_TRANSACTION), Unit.SECONDS).width(128)
                .tone(m -> tone(Levels.OLDEST_TRANSACTION_SECONDS.of(m.figure(Figure.OLDEST_TRANSACTION))))
                .number("serverstab.lag", m -> m.figure(Figure.REPLICATION_LAG), Unit.SECONDS).width(88)
                .tone(m -> tone(Levels.REPLICATION_LAG_SECONDS.of(m.figure(Figure.REPLICATION_LAG))))
                .number("serverstab.wal", m -> m.figure(Figure.WAL_BYTES), Unit.BYTES_PER_SECOND).width(84).hidden()
                .number("serverstab.age", FleetView::age, Unit.SECONDS).width(60).tone(m -> tone(m.state()))
                .number("serverstab.cost", m -> m.pace().millisPerSecond() / 1e3, Unit.SHARE).width(72).tip("serverstab.cost-tip").hidden()
                .text("serverstab.version", m -> m.server() == null ? "" : m.server().version()).width(72).hidden()
                .text("serverstab.address", m -> m.target().database() + "@" + m.target().address()).width(200).hidden()
                .key(Member::name)
                .onOpen(m -> page.root().fireEvent(AskServer.open(m.name())))
                .empty(Text.of("serverstab.none"), Text.of("serverstab.none-hint"))
                .build();
    }

    /** Begun seconds: a figure that runs on would only flicker. */
    static double age(Member m) {
        return m.age() == null ? Double.NaN : Math.max(0, m.age().toSeconds()) + 1;
    }

    static String state(Member.State state) {
        return Text.of("serverstab.state." + state.name().toLowerCase(Locale.ROOT));
    }

    static Tone tone(Member.State state) {
        return switch (state) {
            case DOWN -> Tone.BAD;
            case LATE -> Tone.LOOK;
            case CONNECTING -> Tone.NEUTRAL;
            case UP -> Tone.GOOD;
        };
    }

    static Tone tone(Levels.Severity level) {
        return switch (level) {
            case CRITICAL -> Tone.BAD;
            case WARNING -> Tone.LOOK;
            case OK -> Tone.NEUTRAL;
        };
    }

    static Tone scoreTone(Member m) {
        double score = m.score();
        if (Double.isNaN(score)) {
            return Tone.NEUTRAL;
        }
        return score >= GOOD_SCORE ? Tone.GOOD : score >= FAIR_SCORE ? Tone.LOOK : Tone.BAD;
    }

    private static String problem(Member m) {
        List<String> all = m.problems();
        return all.isEmpty() ? "" : all.size() == 1 ? all.getFirst() : Text.of("serverstab.more", all.getFirst(), all.size() - 1);
    }
}
