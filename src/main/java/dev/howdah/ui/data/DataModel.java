package dev.howdah.ui.data;

import dev.howdah.engine.db.Lack;
import dev.howdah.engine.page.Browser;
import dev.howdah.engine.page.CellValue;
import dev.howdah.engine.page.Filter;
import dev.howdah.engine.page.KeysetAdvice;
import dev.howdah.engine.page.PageCost;
import dev.howdah.engine.page.Relation;
import dev.howdah.engine.page.SortKey;
import dev.howdah.engine.page.Total;
import dev.howdah.ui.kit.Problem;
import java.util.List;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import org.jspecify.annotations.Nullable;

/** What the Data tab shows. */
final class DataModel {
    /** A row opened for reading, and a value of it that was loaded whole. */
    record Opened(long number, List<CellValue> cells) {}

    final SimpleObjectProperty<List<Relation>> relations = new SimpleObjectProperty<>(List.of());
    final SimpleStringProperty title = new SimpleStringProperty("");
    final SimpleObjectProperty<Browser.@Nullable Source> source = new SimpleObjectProperty<>();
    final WindowList rows = new WindowList();
    final SimpleObjectProperty<Total> total = new SimpleObjectProperty<>(Total.UNKNOWN);
    final SimpleObjectProperty<List<SortKey>> order = new SimpleObjectProperty<>(List.of());
    final SimpleObjectProperty<List<Filter>> filters = new SimpleObjectProperty<>(List.of());
    final SimpleObjectProperty<@Nullable PageCost> cost = new SimpleObjectProperty<>();
    /** How the newest rows were found. */
    final SimpleStringProperty strategy = new SimpleStringProperty("");
    final SimpleBooleanProperty busy = new SimpleBooleanProperty();
    final SimpleObjectProperty<@Nullable Problem> problem = new SimpleObjectProperty<>();
    final SimpleObjectProperty<@Nullable Opened> opened = new SimpleObjectProperty<>();
    /** How far an export is, or empty while none runs. */
    final SimpleStringProperty exporting = new SimpleStringProperty("");
    final SimpleObjectProperty<List<KeysetAdvice>> advice = new SimpleObjectProperty<>(List.of());
    final SimpleObjectProperty<List<Lack>> adviceLacks = new SimpleObjectProperty<>(List.of());
}
