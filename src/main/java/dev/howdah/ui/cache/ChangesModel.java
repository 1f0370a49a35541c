package dev.howdah.ui.cache;

import dev.howdah.engine.cache.Caching;
import dev.howdah.engine.cache.ChangeTriggers;
import java.util.List;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/** How the cache hears of changes that are made elsewhere. */
final class ChangesModel {
    /** A table and whether its writes are announced. */
    record Announced(ChangeTriggers.Table table, long rows, boolean on) {
        String name() {
            return table.toString();
        }
    }

    /** What would be run on the server, shown before it is. */
    record Draft(Announced of, List<String> statements) {
        String text() {
            return String.join(";\n\n", statements) + ";";
        }
    }

    final SimpleObjectProperty<Caching.@Nullable Hearing> hearing = new SimpleObjectProperty<>();
    final SimpleObjectProperty<List<Announced>> tables = new SimpleObjectProperty<>(List.of());
    final SimpleObjectProperty<@Nullable Draft> draft = new SimpleObjectProperty<>();
    final SimpleBooleanProperty busy = new SimpleBooleanProperty();
}
