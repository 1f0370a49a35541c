package dev.howdah.ui.jobs;

import dev.howdah.engine.job.Job;
import dev.howdah.engine.job.JobPlan;
import dev.howdah.ui.kit.Problem;
import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/** What the Jobs tab shows. */
final class JobsModel {
    final ObjectProperty<List<Job>> jobs = new SimpleObjectProperty<>(List.of());
    final ObjectProperty<List<String>> faults = new SimpleObjectProperty<>(List.of());
    final ObjectProperty<@Nullable Job> chosen = new SimpleObjectProperty<>();
    final ObjectProperty<@Nullable JobPlan> plan = new SimpleObjectProperty<>();
    /** What is wrong with the values given; empty when nothing is. */
    final StringProperty mistake = new SimpleStringProperty("");
    final ObjectProperty<List<RunRow>> runs = new SimpleObjectProperty<>(List.of());
    final ObjectProperty<@Nullable Problem> problem = new SimpleObjectProperty<>();
    /** The question that must be answered before the run, when there is one. */
    final ObjectProperty<@Nullable Ask> ask = new SimpleObjectProperty<>();

    /** @param typed the name to be typed, null when none has to be */
    record Ask(Job job, String consequence, @Nullable String typed, Runnable yes) {}
}
