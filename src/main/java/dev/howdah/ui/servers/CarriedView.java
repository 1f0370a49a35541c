package dev.howdah.ui.servers;

import dev.howdah.engine.store.Journal;
import dev.howdah.engine.store.Standing;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Card;
import dev.howdah.ui.kit.Format;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.Table;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Unit;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The sandbox and the repository: where they are, how large, how full, and who writes. */
final class CarriedView {
    private final VBox sandbox = Nodes.column();
    private final VBox repository = Nodes.column();
    private final Table<Standing.Kept> kept;
    private final Node node;

    CarriedView(ServersModel model, Kit kit) {
        kept = table(kit);
        node = Nodes.column(new Card(Text.of("serverstab.sandbox"), sandbox), new Card(Text.of("serverstab.repository"), repository),
                Nodes.grow(Card.of(Text.of("serverstab.kept"), kept)));
        model.carried.subscribe(this::show);
    }

    Node node() {
        return node;
    }

    private void show(@Nullable Carried now) {
        if (now == null) {
            sandbox.getChildren().setAll(Nodes.label(Text.of("serverstab.looking"), "text-muted"));
            repository.getChildren().setAll(Nodes.label(Text.of("serverstab.looking"), "text-muted"));
            return;
        }
        sandbox.getChildren().setAll(sandbox(now));
        Standing standing = now.repository();
        if (standing == null) {
            repository.getChildren().setAll(
                    Nodes.row(Nodes.tag(Text.of("serverstab.off"), Tone.NEUTRAL), Nodes.paragraph(Text.of("serverstab.off-hint"), "text-muted")));
            kept.empty(Text.of("serverstab.kept.off"), Text.of("serverstab.kept.off-hint"));
            kept.rows(List.of());
            return;
        }
        boolean known = standing.state() instanceof Journal.State.Writing;
        kept.empty(Text.of(known ? "serverstab.kept.none" : "serverstab.kept.unknown"), known ? Text.of("serverstab.kept.none-hint") : "");
        repository.getChildren().setAll(repository(standing));
        kept.rows(standing.kept());
    }

    private static Node sandbox(Carried now) {
        Carried.Box box = now.sandbox();
        GridPane grid = new GridPane(16, 4);
        if (box == null) {
            row(grid, "serverstab.state", Nodes.tag(Text.of("serverstab.stopped"), Tone.NEUTRAL));
        } else {
            row(grid, "serverstab.state", Nodes.row(Nodes.tag(Text.of("serverstab.runs"), Tone.GOOD),
                    Nodes.label(Text.of(box.owned() ? "serverstab.owned" : "serverstab.borrowed"), "text-muted")));
            row(grid, "serverstab.address", Nodes.label(Text.of("serverstab.where", box.target().address(), box.version())));
            row(grid, "serverstab.size", Nodes.label(Unit.BYTES.text(box.bytes())));
        }
        row(grid, "serverstab.folder", Nodes.label(now.free() < 0 ? now.folder().toString()
                : Text.of("serverstab.folder-free", now.folder(), Unit.BYTES.text(now.free()))));
        return grid;
    }

    private static List<Node> repository(Standing s) {
        GridPane grid = new GridPane(16, 4);
        row(grid, "serverstab.state", state(s));
        row(grid, "serverstab.address", Nodes.label(s.where() == null ? "–" : s.where().database() + "@" + s.where().address()));
        row(grid, "serverstab.size", Nodes.label(s.bytes() < 0
                ? Text.of("serverstab.size-unknown", Unit.BYTES.text(s.ceiling()))
                : Text.of("serverstab.size-of", Unit.BYTES.text(s.bytes()), Unit.BYTES.text(s.ceiling()), Unit.SHARE.text((double) s.bytes() / s.ceiling()))));
        row(grid, "serverstab.retention", Nodes.label(Text.of("serverstab.retention-of")));
        row(grid, "serverstab.waiting", Nodes.label(waiting(s)));
        if (s.leftOut() > 0) {
            row(grid, "serverstab.left-out", Nodes.label(Text.of("serverstab.left-out-of", s.leftOut())));
        }
        return List.of(grid);
    }

    private static String waiting(Standing s) {
        long lost = s.state() instanceof Journal.State.Away a ? a.lost() : 0;
        return Text.of(lost > 0 ? "serverstab.waiting-lost" : "serverstab.waiting-of", s.waiting(), lost);
    }

    private static Node state(Standing s) {
        List<Node> words = new ArrayList<>();
        switch (s.state()) {
            case Journal.State.Opening o -> words.add(Nodes.tag(Text.of("serverstab.opening"), Tone.NEUTRAL));
            case Journal.State.Writing w -> {
                words.add(Nodes.tag(Text.of("serverstab.writing"), Tone.GOOD));
                if (w.newest() != null) {
                    words.add(Nodes.label(Text.of("serverstab.newest-of", Format.clock(w.newest())), "text-muted"));
                }
                if (!w.ahead().isZero()) {
                    words.add(Nodes.tag(Text.of(w.ahead().isNegative() ? "serverstab.behind" : "serverstab.ahead", Format.duration(w.ahead().abs())),
                            Tone.LOOK));
                }
            }
            case Journal.State.Away a -> {
                words.add(Nodes.tag(Text.of("serverstab.away", Format.clock(a.since())), Tone.BAD));
                words.add(Nodes.label(a.problem().title() + " " + a.problem().hint(), "text-muted"));
            }
            case Journal.State.Refused r -> words.add(Nodes.tag(r.sentence(), Tone.BAD));
        }
        return Nodes.row(words.toArray(Node[]::new));
    }

    private static void row(GridPane grid, String key, Node value) {
        grid.addRow(grid.getRowCount(), Nodes.label(Text.of(key), "text-muted"), value);
    }

    private static Table<Standing.Kept> table(Kit kit) {
        return kit.<Standing.Kept>table("servers.kept")
                .text("serverstab.name", Standing.Kept::name).width(180)
                .text("serverstab.environment", k -> Text.of("shell.environment." + k.environment().toLowerCase(java.util.Locale.ROOT))).width(110)
                .text("serverstab.address", k -> k.database() + "@" + k.address()).width(260).grows()
                .time("serverstab.oldest-sample", Standing.Kept::oldest).width(110)
                .time("serverstab.newest-sample", Standing.Kept::newest).width(110)
                .text("serverstab.writer", CarriedView::writer).width(320)
                .time("serverstab.writer-since", Standing.Kept::writerSince).width(110)
                .key(Standing.Kept::id)
                .empty(Text.of("serverstab.kept.none"), Text.of("serverstab.kept.none-hint"))
                .build();
    }

    private static String writer(Standing.Kept k) {
        return k.writerPid() == null ? Text.of("serverstab.no-writer")
                : Text.of("serverstab.writer-of", k.writerUser() == null ? "?" : k.writerUser(),
                        k.writerClient() == null ? "–" : k.writerClient(), k.writerPid());
    }
}
