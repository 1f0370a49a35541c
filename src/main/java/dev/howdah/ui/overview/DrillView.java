package dev.howdah.ui.overview;

import dev.howdah.engine.activity.WaitClass;
import dev.howdah.engine.profile.WaitProfile.By;
import dev.howdah.engine.profile.WaitProfile.Share;
import dev.howdah.engine.replay.Drill;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Card;
import dev.howdah.ui.kit.Format;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.OpenTab;
import dev.howdah.ui.kit.Problems;
import dev.howdah.ui.kit.Segments;
import dev.howdah.ui.kit.Table;
import dev.howdah.ui.kit.TableBuilder;
import dev.howdah.ui.kit.Unit;
import dev.howdah.ui.overview.OverviewModel.Drilled;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** A stretch of the wait chart: statements, waits, users, applications, sessions and blockers of it, with the way back. */
final class DrillView {
    /** What the table tells; the last is not a kind of sample. */
    private enum Kind {
        STATEMENT(By.STATEMENT),
        EVENT(By.EVENT),
        USER(By.USER),
        APPLICATION(By.APPLICATION),
        DATABASE(By.DATABASE),
        SESSION(By.SESSION),
        BLOCKER(null);

        private final @Nullable By by;

        Kind(@Nullable By by) {
            this.by = by;
        }
    }

    /** @param total of the samples of all rows */
    private record Row(String name, Share share, double sessions, double part) {}

    private final ObjectProperty<Kind> kind = new SimpleObjectProperty<>(Kind.STATEMENT);
    private final Table<Row> shares;
    private final Table<Drill.Blocker> blockers;
    private final StackPane place = new StackPane();
    private final Card card;

    DrillView(OverviewModel model, OverviewController controller, Kit kit) {
        shares = shares(kit);
        blockers = blockers(kit);
        card = new Card(" ", place);
        card.setId("drill");
        card.setMinHeight(240);
        Node go = Nodes.button(Text.of("overview.drill.go"), Icons.HISTORY, () -> kit.era().go(Objects.requireNonNull(model.drilled.get()).to()));
        go.setId("drill-go");
        Node slow = Nodes.button(Text.of("overview.drill.slow"), Icons.SLOW,
                () -> card.fireEvent(new OpenTab("slow", Objects.requireNonNull(model.drilled.get()).to())));
        Node close = Nodes.iconButton(Text.of("kit.close"), Icons.CLOSE, controller::onClose);
        close.setId("drill-close");
        card.tools(Segments.of(List.of(Kind.values()), k -> Text.of("overview.drill.by." + k.name().toLowerCase(Locale.ROOT)), kind), go, slow, close);
        Nodes.when(model.drilled.isNotNull(), card);
        card.setOnKeyPressed(e -> {
            if (e.getCode() == KeyCode.ESCAPE) {
                controller.onClose();
                e.consume();
            }
        });
        model.drilled.subscribe(this::show);
        kind.subscribe(k -> show(model.drilled.get()));
    }

    Node node() {
        return card;
    }

    private static Table<Row> shares(Kit kit) {
        TableBuilder<Row> builder = kit.<Row>table("overview.drill")
                .code("overview.drill.what", Row::name).grows()
                .number("overview.drill.sessions", Row::sessions, Unit.COUNT).bar().width(120).tip("overview.drill.sessions-tip")
                .number("overview.drill.part", Row::part, Unit.SHARE).width(80);
        for (WaitClass c : WaitClass.values()) {
            builder.number("activity.wait." + c.name().toLowerCase(Locale.ROOT), r -> seen(r.share().samples()[c.ordinal()]), Unit.SECONDS)
                    .width(76);
        }
        return builder.key(Row::name).sorted("overview.drill.sessions", true)
                .empty(Text.of("overview.drill.nobody"), Text.of("overview.drill.nobody-hint")).build();
    }

    /** A class that was not seen is left blank. */
    private static double seen(long seconds) {
        return seconds == 0 ? Double.NaN : seconds;
    }

    private static Table<Drill.Blocker> blockers(Kit kit) {
        return kit.<Drill.Blocker>table("overview.blockers")
                .number("activity.col.pid", Drill.Blocker::pid, Unit.NAME).width(80)
                .text("activity.col.application", Drill.Blocker::application).width(160)
                .text("activity.col.user", Drill.Blocker::user).width(110)
                .number("overview.drill.held-up", Drill.Blocker::seconds, Unit.SECONDS).bar().width(120).tip("overview.drill.held-up-tip")
                .number("overview.drill.victims", Drill.Blocker::victims, Unit.WHOLE).width(90)
                .code("activity.col.statement", Drill.Blocker::statement).masked().grows()
                .key(Drill.Blocker::pid)
                .empty(Text.of("overview.drill.no-blocker"), "")
                .build();
    }

    private void show(@Nullable Drilled drilled) {
        if (drilled == null) {
            return;
        }
        Duration length = Duration.between(drilled.from(), drilled.to());
        card.title().setText(Text.of("overview.drill.title", Format.moment(drilled.from()), Format.clock(drilled.to()), Format.duration(length)));
        Drill drill = drilled.drill();
        if (drilled.problem() != null) {
            place.getChildren().setAll(Problems.box(drilled.problem(), () -> {}));
        } else if (drill == null) {
            place.getChildren().setAll(Nodes.label(Text.of("overview.drill.reading"), "text-muted"));
        } else if (kind.get().by == null) {
            List<Drill.Blocker> found = drill.blockers();
            place.getChildren().setAll(found == null ? Nodes.empty(Text.of("overview.drill.blockers-unknown"), "") : blockers.node());
            blockers.rows(found == null ? List.of() : found);
        } else {
            rows(drill, kind.get().by);
            place.getChildren().setAll(shares.node());
        }
    }

    private void rows(Drill drill, By by) {
        List<Share> found = drill.shares().getOrDefault(by, List.of());
        double all = Math.max(1, found.stream().mapToLong(Share::total).sum());
        shares.rows(found.stream().map(s -> new Row(name(drill, by, s), s, drill.sessions(s), s.total() / all)).toList());
    }

    private static String name(Drill drill, By by, Share share) {
        if (by != By.STATEMENT) {
            return share.name();
        }
        long id = Long.parseLong(share.name());
        return id == 0 ? Text.of("overview.drill.no-statement") : drill.texts().getOrDefault(id, share.name());
    }
}
