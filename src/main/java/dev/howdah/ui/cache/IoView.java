package dev.howdah.ui.cache;

import dev.howdah.engine.cache.BufferCache;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Card;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.Table;
import dev.howdah.ui.kit.Tile;
import dev.howdah.ui.kit.Unit;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Who reads and writes: pg_stat_io, checkpoints, WAL, temporary files, SLRU. */
final class IoView {
    private final CacheModel model;
    private final Tile checkpoints = Tile.plain(Text.of("cachetab.checkpoints"), Unit.COUNT);
    private final Tile byCheckpoint = Tile.plain(Text.of("cachetab.by-checkpoint"), Unit.COUNT);
    private final Tile byWriter = Tile.plain(Text.of("cachetab.by-writer"), Unit.COUNT);
    private final Tile byClients = Tile.plain(Text.of("cachetab.by-clients"), Unit.COUNT);
    private final Tile wal = Tile.plain(Text.of("cachetab.wal"), Unit.BYTES);
    private final Tile temp = Tile.plain(Text.of("cachetab.temp"), Unit.BYTES);
    private final VBox root;

    IoView(CacheModel model, Kit kit) {
        this.model = model;
        HBox tiles = new HBox(8, checkpoints, byCheckpoint, byWriter, byClients, wal, temp);
        tiles.getChildren().forEach(n -> {
            HBox.setHgrow(n, Priority.ALWAYS);
            ((Tile) n).setPrefWidth(1);
            ((Tile) n).setMinWidth(0);
        });
        Table<BufferCache.Io> io = io(kit);
        Table<BufferCache.Slru> slru = slru(kit);
        Card slruCard = Card.of(Text.of("cachetab.slru"), slru);
        slruCard.setPrefHeight(280);
        slruCard.setMinHeight(160);
        root = Nodes.column(tiles, Nodes.lacks(model.io.lacks(), kit.notices()), Nodes.grow(Card.of(Text.of("cachetab.io"), io)), slruCard);
        io.known(model.io);
        slru.known(model.slru);
        model.io.value().subscribe(v -> io.rows(v == null ? List.of() : v));
        model.slru.value().subscribe(v -> slru.rows(v == null ? List.of() : v));
        model.writes.value().subscribe(v -> figures());
        model.databases.value().subscribe(v -> figures());
    }

    Node node() {
        return root;
    }

    private void figures() {
        BufferCache.Writes w = model.writes.value().get();
        List<BufferCache.Database> d = model.databases.value().get();
        temp.value(d == null ? Double.NaN : d.stream().mapToLong(BufferCache.Database::tempBytes).sum());
        temp.note(d == null ? "" : Text.of("cachetab.files", d.stream().mapToLong(BufferCache.Database::tempFiles).sum()));
        if (w == null) {
            return;
        }
        checkpoints.value(w.timed() + w.requested());
        checkpoints.note(Text.of("cachetab.forced", w.requested()));
        byCheckpoint.value(w.byCheckpoint());
        byWriter.value(w.byWriter());
        byClients.value(number(w.byClients()));
        wal.value(w.walBytes());
        wal.note(w.walBuffersFull() == 0 ? "" : Text.of("cachetab.wal-full", w.walBuffersFull()));
    }

    private static Table<BufferCache.Io> io(Kit kit) {
        return kit.<BufferCache.Io>table("cache.io")
                .text("cachetab.backend", BufferCache.Io::backendType).width(170).grows()
                .text("cachetab.object", BufferCache.Io::object).width(110)
                .text("cachetab.context", BufferCache.Io::context).width(90)
                .number("cachetab.hits", i -> number(i.hits()), Unit.COUNT).bar()
                .number("cachetab.io.reads", i -> number(i.reads()), Unit.COUNT).bar()
                .number("cachetab.read-bytes", i -> number(i.readBytes()), Unit.BYTES)
                .number("cachetab.read-time", i -> number(i.readTime()), Unit.MILLIS)
                .number("cachetab.io.writes", i -> number(i.writes()), Unit.COUNT).bar()
                .number("cachetab.write-bytes", i -> number(i.writeBytes()), Unit.BYTES)
                .number("cachetab.write-time", i -> number(i.writeTime()), Unit.MILLIS)
                .number("cachetab.extends", i -> number(i.extendsCount()), Unit.COUNT)
                .number("cachetab.evictions", i -> number(i.evictions()), Unit.COUNT).tip("cachetab.evictions.tip").bar()
                .number("cachetab.reuses", i -> number(i.reuses()), Unit.COUNT).tip("cachetab.reuses.tip")
                .number("cachetab.fsyncs", i -> number(i.fsyncs()), Unit.COUNT)
                .key(i -> i.backendType() + i.object() + i.context())
                .sorted("cachetab.hits", true)
                .empty(Text.of("cachetab.io.none"), Text.of("cachetab.io.none-hint"))
                .build();
    }

    private static Table<BufferCache.Slru> slru(Kit kit) {
        return kit.<BufferCache.Slru>table("cache.slru")
                .text("cachetab.slru-name", BufferCache.Slru::name).width(180).grows()
                .number("cachetab.slru-ratio", s -> s.hits() + s.reads() < 1000 ? Double.NaN : (double) s.hits() / (s.hits() + s.reads()), Unit.SHARE)
                .number("cachetab.hits", BufferCache.Slru::hits, Unit.COUNT).bar()
                .number("cachetab.io.reads", BufferCache.Slru::reads, Unit.COUNT).bar()
                .number("cachetab.io.writes", BufferCache.Slru::written, Unit.COUNT)
                .number("cachetab.flushes", BufferCache.Slru::flushes, Unit.COUNT)
                .key(BufferCache.Slru::name)
                .sorted("cachetab.hits", true)
                .build();
    }

    private static double number(@Nullable Number n) {
        return n == null ? Double.NaN : n.doubleValue();
    }
}
