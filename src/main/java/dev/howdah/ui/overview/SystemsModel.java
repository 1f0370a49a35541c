package dev.howdah.ui.overview;

import dev.howdah.engine.systems.Scorecard;
import dev.howdah.engine.systems.TrafficStats;
import dev.howdah.engine.systems.Way;
import dev.howdah.ui.kit.Question;
import dev.howdah.ui.kit.Tone;
import java.util.List;
import java.util.Set;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/** What the buttons for the sample systems show. */
final class SystemsModel {
    /** Whether the target says that it is disposable. */
    final BooleanProperty offered = new SimpleBooleanProperty();
    /** Whether clients may be let loose here. */
    final BooleanProperty playful = new SimpleBooleanProperty();
    final ObjectProperty<@Nullable Step> busy = new SimpleObjectProperty<>();
    final ObjectProperty<@Nullable News> news = new SimpleObjectProperty<>();
    final ObjectProperty<@Nullable Ask> ask = new SimpleObjectProperty<>();
    final ObjectProperty<@Nullable Result> result = new SimpleObjectProperty<>();

    final BooleanProperty traffic = new SimpleBooleanProperty();
    final IntegerProperty rate = new SimpleIntegerProperty(60);
    final IntegerProperty clients = new SimpleIntegerProperty(8);
    final ObjectProperty<Way> way = new SimpleObjectProperty<>(Way.BASELINE);
    /** The systems that work in the other way. */
    final ObjectProperty<Set<String>> apart = new SimpleObjectProperty<>(Set.of());
    final ObjectProperty<@Nullable Flow> flow = new SimpleObjectProperty<>();

    /**
     * What is being done.
     *
     * @param share from 0 to 1, negative while it cannot be told
     */
    record Step(String title, String at, double share) {}

    /** What was done last. */
    record News(Tone tone, String text) {}

    record Ask(Question question, Runnable yes) {}

    /** What the clients do just now. */
    record Flow(double perSecond, TrafficStats stats) {}

    /** What a longer answer looks like. */
    sealed interface Result {
        record Card(List<Scorecard.Line> lines) implements Result {}

        record Findings(String title, List<Found> rows) implements Result {}
    }

    /** @param kind what is wrong, in a word or sentence */
    record Found(String system, String kind, String what, String detail) {}
}
