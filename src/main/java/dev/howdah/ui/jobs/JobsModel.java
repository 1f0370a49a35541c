package dev.howdah.ui.jobs;

import dev.howdah.engine.audit.AuditEntry;
import dev.howdah.engine.job.Job;
import dev.howdah.engine.job.JobPlan;
import dev.howdah.engine.job.LogLine;
import dev.howdah.engine.job.queue.HistoryEntry;
import dev.howdah.engine.job.queue.Planned;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Problem;
import dev.howdah.ui.kit.Sought;
import java.time.ZoneId;
import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/** What the Jobs tab shows. */
final class JobsModel {
    /** The lists below the catalogue. */
    enum Part {
        RUNS,
        PLANNED,
        WORKERS,
        AUDIT;

        String title() {
            return Text.of("jobstab.part." + name());
        }
    }

    /** When a queued job is due. */
    enum When {
        NOW,
        AT,
        EVERY,
        CRON;

        String title() {
            return Text.of("jobstab.when." + name(), ZoneId.systemDefault().getId());
        }

        /** What to enter, by example; empty when nothing is asked. */
        String example() {
            return this == NOW ? "" : Text.of("jobstab.example." + name());
        }
    }

    final ObjectProperty<List<Job>> jobs = new SimpleObjectProperty<>(List.of());
    final ObjectProperty<List<String>> faults = new SimpleObjectProperty<>(List.of());
    /** The table that the chosen job is for, when another tab told of it. */
    final Sought table = new Sought();
    final ObjectProperty<@Nullable Job> chosen = new SimpleObjectProperty<>();
    final ObjectProperty<@Nullable JobPlan> plan = new SimpleObjectProperty<>();
    /** What is wrong with the values given; empty when nothing is. */
    final StringProperty mistake = new SimpleStringProperty("");
    final ObjectProperty<Part> part = new SimpleObjectProperty<>(Part.RUNS);
    final ObjectProperty<List<RunRow>> runs = new SimpleObjectProperty<>(List.of());
    final ObjectProperty<@Nullable RunRow> shown = new SimpleObjectProperty<>();
    final ObjectProperty<List<LogLine>> log = new SimpleObjectProperty<>(List.of());
    final ObjectProperty<List<Planned>> planned = new SimpleObjectProperty<>(List.of());
    final ObjectProperty<List<HistoryEntry>> workers = new SimpleObjectProperty<>(List.of());
    final ObjectProperty<List<AuditEntry>> audit = new SimpleObjectProperty<>(List.of());
    final ObjectProperty<@Nullable Problem> problem = new SimpleObjectProperty<>();
    /** The question that must be answered before the run, when there is one. */
    final ObjectProperty<@Nullable Ask> ask = new SimpleObjectProperty<>();

    /**
     * @param text what is asked
     * @param verb what the button says
     * @param typed the name to be typed, null when none has to be
     */
    record Ask(String text, String consequence, String verb, boolean destructive, @Nullable String typed, Runnable yes) {}
}
