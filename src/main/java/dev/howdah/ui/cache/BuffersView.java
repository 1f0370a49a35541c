package dev.howdah.ui.cache;

import dev.howdah.engine.cache.BufferCache;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Card;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.Table;
import dev.howdah.ui.kit.Tile;
import dev.howdah.ui.kit.Unit;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** What is in shared_buffers. */
final class BuffersView {
    private final Tile used = Tile.plain(Text.of("cachetab.used"), Unit.BYTES);
    private final Tile unused = Tile.plain(Text.of("cachetab.unused"), Unit.BYTES);
    private final Tile dirty = Tile.plain(Text.of("cachetab.dirty"), Unit.BYTES);
    private final Tile usage = Tile.plain(Text.of("cachetab.usage-average"), Unit.COUNT);
    private final VBox root;

    BuffersView(CacheModel model, CacheController controller, Kit kit) {
        HBox tiles = new HBox(8, used, unused, dirty, usage);
        tiles.getChildren().forEach(n -> {
            HBox.setHgrow(n, Priority.ALWAYS);
            ((Tile) n).setPrefWidth(1);
            ((Tile) n).setMinWidth(0);
        });
        Table<BufferCache.Usage> counts = kit.<BufferCache.Usage>table("cache.usage")
                .number("cachetab.usage-count", BufferCache.Usage::usageCount, Unit.WHOLE).tip("cachetab.usage-count.tip").width(72)
                .number("cachetab.buffers", BufferCache.Usage::buffers, Unit.COUNT).bar().width(120)
                .number("cachetab.dirty-buffers", BufferCache.Usage::dirty, Unit.COUNT).bar().width(120)
                .number("cachetab.pinned", BufferCache.Usage::pinned, Unit.COUNT).width(80)
                .key(BufferCache.Usage::usageCount)
                .empty(Text.of("cachetab.usage.none"), Text.of("cachetab.usage.none-hint"))
                .build();
        Table<BufferCache.Content> contents = contents(kit);
        Button read = Nodes.primary(Text.of("cachetab.list-contents"), Icons.SEARCH, controller::onContents);
        read.getStyleClass().add("small");
        // a grant or an extension is missing; an old version only does without the summary
        read.disableProperty().bind(Bindings.createBooleanBinding(
                () -> model.reading.get() || model.summary.lacks().get().stream().anyMatch(l -> l.remedy() != null), model.reading, model.summary.lacks()));
        Card right = Card.of(Text.of("cachetab.contents"), contents).tools(read);
        Card left = Card.of(Text.of("cachetab.usage"), counts);
        left.setPrefWidth(460);
        left.setMinWidth(320);
        root = Nodes.column(Nodes.lacks(model.summary.lacks(), kit.notices()), tiles, Nodes.grow(new HBox(8, left, Nodes.grow(right))));
        model.summary.value().subscribe(this::summary);
        counts.known(model.usage);
        model.usage.value().subscribe(v -> counts.rows(v == null ? List.of() : v));
        model.contents.subscribe(contents::rows);
    }

    Node node() {
        return root;
    }

    private void summary(BufferCache.@Nullable Summary s) {
        used.value(s == null ? Double.NaN : (double) s.used() * s.blockSize());
        unused.value(s == null ? Double.NaN : (double) s.unused() * s.blockSize());
        dirty.value(s == null ? Double.NaN : (double) s.dirty() * s.blockSize());
        usage.value(s == null || s.usageAverage() == null ? Double.NaN : s.usageAverage());
        usage.note(s == null ? "" : Text.of("cachetab.of-five"));
    }

    private static Table<BufferCache.Content> contents(Kit kit) {
        return kit.<BufferCache.Content>table("cache.contents")
                .code("cachetab.relation", BufferCache.Content::name).width(180).grows()
                .number("cachetab.buffers", BufferCache.Content::buffers, Unit.COUNT).bar().width(120)
                .number("cachetab.share", c -> c.blocks() == null || c.blocks() == 0 ? Double.NaN : Math.min(1, (double) c.buffers() / c.blocks()), Unit.SHARE)
                .tip("cachetab.share.tip")
                .number("cachetab.dirty-buffers", BufferCache.Content::dirty, Unit.COUNT)
                .number("cachetab.usage-average", c -> c.usageAverage() == null ? Double.NaN : c.usageAverage(), Unit.COUNT)
                .key(BufferCache.Content::name)
                .sorted("cachetab.buffers", true)
                .empty(Text.of("cachetab.contents.none"), Text.of("cachetab.contents.none-hint"))
                .build();
    }
}
