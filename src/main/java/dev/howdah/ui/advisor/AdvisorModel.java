package dev.howdah.ui.advisor;

import dev.howdah.engine.advise.Advising;
import dev.howdah.engine.advise.Host;
import dev.howdah.engine.advise.IndexAdvice;
import dev.howdah.engine.advise.Rehearsal;
import dev.howdah.engine.advise.SettingAdvice;
import dev.howdah.engine.advise.UpgradePreview;
import dev.howdah.engine.apply.Applied;
import dev.howdah.engine.db.Lack;
import dev.howdah.engine.rules.Card;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.PlanSheet;
import dev.howdah.ui.kit.Problem;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/** What the Advisor tab shows. */
final class AdvisorModel {
    /** What is looked at. */
    enum Part {
        INDEXES,
        STATEMENTS,
        SETTINGS,
        OTHER,
        UPGRADE,
        APPLIED;

        String title() {
            return Text.of("advisor.part." + name());
        }

        /** Whether the advice on indexes is what it is about. */
        boolean ofIndexes() {
            return this == INDEXES || this == STATEMENTS;
        }
    }

    /**
     * A question before a change.
     *
     * @param typed the name to type, or null where none is asked for
     * @param yes is told what was typed
     */
    record Ask(String text, String consequence, String doIt, @Nullable String typed, Consumer<String> yes) {}

    /** A statement's plans, as things are and with the advice; or, when there are none, why it cannot be planned. */
    record Tried(IndexAdvice.Effect effect, List<PlanSheet> plans, @Nullable Problem problem) {}

    /**
     * A change that is tried with the whole workload.
     *
     * @param what the change as SQL
     * @param rehearsal null while it is tried, or when it cannot be
     */
    record Rehearsed(String what, @Nullable Rehearsal rehearsal, @Nullable Problem problem) {}

    final ObjectProperty<Part> part = new SimpleObjectProperty<>(Part.INDEXES);
    final BooleanProperty searching = new SimpleBooleanProperty();
    /** How the search stands; null before the first. */
    final ObjectProperty<Advising.@Nullable Stage> stage = new SimpleObjectProperty<>();
    /** The newest answer; null before the first. */
    final ObjectProperty<Advising.@Nullable Told> told = new SimpleObjectProperty<>();

    final ObjectProperty<List<AdviceRow>> rows = new SimpleObjectProperty<>(List.of());
    final ObjectProperty<List<IndexAdvice.Effect>> effects = new SimpleObjectProperty<>(List.of());
    final ObjectProperty<List<IndexAdvice.Unplanned>> unplanned = new SimpleObjectProperty<>(List.of());
    /** What was applied here, the newest first. */
    final ObjectProperty<List<Applied>> applied = new SimpleObjectProperty<>(List.of());
    /** What has just come to its end; null before the first. */
    final ObjectProperty<@Nullable Applied> ended = new SimpleObjectProperty<>();
    /** Of measured statements by their numbers; "" where the server has none. */
    final ObjectProperty<Map<String, String>> texts = new SimpleObjectProperty<>(Map.of());
    /** What has to be answered before a server is changed. */
    final ObjectProperty<@Nullable Ask> ask = new SimpleObjectProperty<>();

    final ObjectProperty<List<SettingAdvice>> settings = new SimpleObjectProperty<>(List.of());
    /** What is known of the machine on which the server runs. */
    final ObjectProperty<Host> host = new SimpleObjectProperty<>(Host.UNKNOWN);

    /** Advice besides indexes and settings. */
    final ObjectProperty<List<Card>> cards = new SimpleObjectProperty<>(List.of());
    /** What that does not know, with what mends it. */
    final ObjectProperty<List<Lack>> counselLacks = new SimpleObjectProperty<>(List.of());
    final ObjectProperty<@Nullable Rehearsed> rehearsed = new SimpleObjectProperty<>();
    /** What a newer version would do; null before it was asked. */
    final ObjectProperty<@Nullable UpgradePreview> upgrade = new SimpleObjectProperty<>();
    /** Whether the sandbox's whole loop runs. */
    final BooleanProperty looping = new SimpleBooleanProperty();
    /** What it is busy with. */
    final StringProperty loopWords = new SimpleStringProperty("");
    final BooleanProperty upgrading = new SimpleBooleanProperty();
    final StringProperty upgradeWords = new SimpleStringProperty("");

    final ObjectProperty<List<Lack>> lacks = new SimpleObjectProperty<>(List.of());
    final ObjectProperty<@Nullable Tried> tried = new SimpleObjectProperty<>();
    final ObjectProperty<@Nullable Problem> problem = new SimpleObjectProperty<>();
}
