package dev.howdah.ui.slow;

import dev.howdah.engine.log.LogReport;
import dev.howdah.engine.log.LogTail;
import dev.howdah.ui.kit.Problem;
import dev.howdah.ui.slow.SlowModel.Row;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/** What the log explorer shows. */
final class LogModel {
    /** The lists of a report. */
    enum Part {
        STATEMENTS,
        PROBLEMS,
        PATTERNS,
        EVENTS,
        HOURS,
        LIVE
    }

    /** What is being done. */
    enum Doing {
        NOTHING,
        READING,
        FOLLOWING
    }

    final StringProperty path = new SimpleStringProperty("");
    /** Constants, parameters, plans and what messages quote are left out of what is read next. */
    final BooleanProperty mask = new SimpleBooleanProperty(false);
    final ObjectProperty<Part> part = new SimpleObjectProperty<>(Part.STATEMENTS);
    final ObjectProperty<Doing> doing = new SimpleObjectProperty<>(Doing.NOTHING);
    /** 0 to 1, negative when the size is not known. */
    final DoubleProperty progress = new SimpleDoubleProperty(-1);
    final ObjectProperty<@Nullable LogReport> report = new SimpleObjectProperty<>();
    /** The newest entries of a log that is followed, newest first. */
    final ObjectProperty<List<LogTail.Event>> events = new SimpleObjectProperty<>(List.of());
    final ObjectProperty<@Nullable Problem> problem = new SimpleObjectProperty<>();
    /** A sentence when there is nothing to read, "" otherwise. */
    final StringProperty refused = new SimpleStringProperty("");
    /** Ids of patterns that nobody wants to see. */
    final ObjectProperty<Set<String>> muted = new SimpleObjectProperty<>(Set.of());
    /** What pg_stat_statements knows, by the id of the fingerprint. */
    final ObjectProperty<Map<String, Row>> known = new SimpleObjectProperty<>(Map.of());
}
