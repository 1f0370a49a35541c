package dev.howdah.app;

import dev.howdah.engine.job.JobPlan;
import dev.howdah.engine.job.Parameter;
import dev.howdah.engine.job.RunRecord;
import dev.howdah.engine.job.queue.HistoryEntry;
import dev.howdah.engine.job.queue.Planned;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Format;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Jobs, runs and the queue for a terminal.
 *
 * @param width columns of the terminal
 */
record JobTables(PrintWriter out, int width) {
    void jobs(List<JobCommand.Listed> jobs) {
        TextTable table = new TextTable(width).left(Text.of("jobstab.name"), 40).text(Text.of("jobstab.title"));
        jobs.forEach(j -> table.row(j.name(), j.destructive() ? j.title() + " (" + Text.of("jobstab.destructive") + ")" : j.title()));
        table.print(out);
    }

    void parameters(JobCommand.Listed job) {
        out.println(job.name() + ": " + job.title());
        TextTable table = new TextTable(width).left(Text.of("cli.job.parameter"), 40).left(Text.of("cli.job.type"), 40)
                .left(Text.of("cli.job.preset"), 24).text(Text.of("cli.job.about"));
        job.parameters().forEach(p -> table.row(p.name(), type(p), p.preset() == null ? Text.of("cli.job.needed") : p.preset(), p.about()));
        table.print(out);
    }

    private static String type(Parameter p) {
        return p.choices().isEmpty() ? p.type().name().toLowerCase(Locale.ROOT) : String.join(", ", p.choices());
    }

    void runs(List<RunRecord> runs) {
        TextTable table = new TextTable(width).left("ID", 36).left(Text.of("jobstab.started"), 19).left(Text.of("jobstab.state"), 24)
                .right(Text.of("jobstab.rows")).text(Text.of("jobstab.name"));
        runs.forEach(r -> table.row(r.id().toString(), Format.dateTime(r.startedAt()), Text.of("jobstab.state." + r.state()), Format.count(r.rows()),
                r.job() + words(r.arguments()) + more(r.failure())));
        print(table, runs.isEmpty() ? "jobstab.no-runs" : null);
    }

    void planned(List<Planned> entries) {
        TextTable table = new TextTable(width).left("ID", 36).left(Text.of("jobstab.due"), 19).left(Text.of("jobstab.repeat"), 40)
                .left(Text.of("jobstab.target"), 24).text(Text.of("jobstab.name"));
        entries.forEach(p -> table.row(p.id().toString(), Format.dateTime(p.at()), p.repeat(), p.target(), p.job() + " " + p.arguments()));
        print(table, entries.isEmpty() ? "jobstab.no-planned" : null);
    }

    void workers(List<HistoryEntry> entries) {
        TextTable table = new TextTable(width).left("ID", 36).left(Text.of("cli.job.queued-at"), 19).left(Text.of("jobstab.state"), 24)
                .right(Text.of("jobstab.rows")).text(Text.of("jobstab.name"));
        entries.forEach(h -> table.row(h.run().toString(), Format.dateTime(h.queuedAt()), Text.of("jobstab.state." + h.state()), Format.count(h.rows()),
                h.job() + " " + h.arguments() + more(h.message())));
        print(table, entries.isEmpty() ? "jobstab.no-workers" : null);
    }

    private void print(TextTable table, @Nullable String none) {
        table.print(out);
        if (none != null) {
            out.println(Text.of(none));
        }
    }

    private static String words(Map<String, String> arguments) {
        return arguments.entrySet().stream().map(e -> " " + e.getKey() + "=" + e.getValue()).collect(Collectors.joining());
    }

    private static String more(@Nullable String message) {
        return message == null || message.isEmpty() ? "" : " - " + message;
    }

    /** What a job is about to do: the figures first, then the statements as they will be sent. */
    static List<String> lines(JobPlan plan) {
        List<String> all = new ArrayList<>();
        all.add(plan.rows() < 0 ? Text.of("jobstab.rows-unknown") : Text.of("jobstab.rows-about", plan.rows()));
        if (!plan.objects().isEmpty()) {
            all.add(Text.of("cli.job.objects", String.join(", ", plan.objects())));
        }
        if (!plan.locks().isEmpty()) {
            all.add(Text.of("jobstab.locks", String.join(", ", plan.locks())));
        }
        if (plan.undo() != null) {
            all.add(Text.of("cli.job.undo", plan.undo()));
        }
        all.add("");
        plan.steps().forEach(s -> all.add(s + ";"));
        if (!plan.setup().isEmpty()) {
            all.add("");
            all.add(Text.of("jobstab.setup"));
            plan.setup().forEach(s -> all.add(s + ";"));
        }
        return all;
    }
}
