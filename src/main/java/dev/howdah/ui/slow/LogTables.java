package dev.howdah.ui.slow;

import dev.howdah.engine.log.LogReport;
import dev.howdah.engine.log.LogTail;
import dev.howdah.engine.log.Severity;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Page;
import dev.howdah.ui.kit.Table;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Unit;
import dev.howdah.ui.slow.LogModel.Part;
import dev.howdah.ui.slow.SlowModel.Row;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javafx.scene.Node;
import org.jspecify.annotations.Nullable;

/** The lists of a log's report. */
final class LogTables {
    private final LogModel model;
    private final LogController controller;
    private final Kit kit;
    private final LogDetail detail;
    private final HoursView hours;
    private final Map<Part, Table<?>> tables = new EnumMap<>(Part.class);

    LogTables(LogModel model, LogController controller, Page page, Kit kit) {
        this.model = model;
        this.controller = controller;
        this.kit = kit;
        detail = new LogDetail(controller, page, kit);
        hours = new HoursView(model, kit);
        tables.put(Part.STATEMENTS, statements());
        tables.put(Part.PROBLEMS, problems());
        tables.put(Part.PATTERNS, patterns());
        tables.put(Part.EVENTS, events());
        tables.put(Part.HOURS, hours.table());
        tables.put(Part.LIVE, live());
    }

    Table<?> of(Part part) {
        Table<?> table = tables.get(part);
        if (table == null) {
            throw new IllegalArgumentException(part.name());
        }
        return table;
    }

    /** What is shown of a part: its list, and what belongs to it. */
    Node node(Part part) {
        return part == Part.HOURS ? hours.node() : of(part).node();
    }

    private Table<LogReport.Statement> statements() {
        Table<LogReport.Statement> table = kit.<LogReport.Statement>table("slow.log.statements")
                .code("slow.col.statement", LogReport.Statement::text).masked().grows()
                .number("slow.col.total", LogReport.Statement::totalMs, Unit.MILLIS).bar()
                .number("slow.col.calls", LogReport.Statement::calls, Unit.COUNT).width(72)
                .number("slow.col.mean", s -> s.calls() == 0 ? Double.NaN : s.avgMs(), Unit.MILLIS)
                .number("slow.log.col.p95", s -> s.calls() == 0 ? Double.NaN : s.p95Ms(), Unit.MILLIS)
                .number("slow.log.col.max", s -> s.calls() == 0 ? Double.NaN : s.maxMs(), Unit.MILLIS)
                .number("slow.log.col.errors", LogReport.Statement::errors, Unit.COUNT).width(72)
                .number("slow.col.temp", LogReport.Statement::tempBytes, Unit.BYTES).width(80)
                .number("slow.log.col.lock", LogReport.Statement::lockMs, Unit.MILLIS).hidden()
                .number("slow.log.col.now", this::now, Unit.MILLIS).tip("slow.log.col.now-tip")
                .text("slow.col.user", s -> s.users().isEmpty() ? "" : s.users().getFirst().name()).width(96)
                .text("slow.col.database", s -> s.databases().isEmpty() ? "" : s.databases().getFirst().name()).hidden()
                .dateTime("slow.log.col.last", LogReport.Statement::last).hidden()
                .key(LogReport.Statement::id)
                .empty(Text.of("slow.log.empty.statements"), Text.of("slow.log.empty.statements-hint"))
                .sorted("slow.col.total", true)
                .onOpen(detail::statement)
                .build();
        model.report.subscribe(r -> table.rows(r == null ? List.of() : r.statements()));
        model.known.subscribe(k -> {
            LogReport r = model.report.get();
            table.rows(r == null ? List.of() : r.statements());
        });
        return table;
    }

    private double now(LogReport.Statement s) {
        Row row = controller.known(s);
        return row == null ? Double.NaN : row.use().meanMs();
    }

    private Table<LogReport.Problem> problems() {
        Table<LogReport.Problem> table = kit.<LogReport.Problem>table("slow.log.problems")
                .tag("slow.col.level", LogReport.Problem::severity, p -> tone(p.severity())).width(88)
                .text("slow.log.col.sqlstate", LogReport.Problem::sqlstate).width(80)
                .number("slow.log.col.count", LogReport.Problem::count, Unit.COUNT).bar().width(96)
                .text("slow.log.col.text", LogReport.Problem::text).width(320).grows()
                .code("slow.col.statement", LogReport.Problem::statement).masked().width(240)
                .dateTime("slow.log.col.first", LogReport.Problem::first).hidden()
                .dateTime("slow.log.col.last", LogReport.Problem::last)
                .empty(Text.of("slow.log.empty.problems"), "")
                .sorted("slow.log.col.count", true)
                .onOpen(detail::problem)
                .build();
        model.report.subscribe(r -> table.rows(r == null ? List.of() : r.problems()));
        return table;
    }

    private static Tone tone(String severity) {
        return switch (severity) {
            case "ERROR", "FATAL", "PANIC" -> Tone.BAD;
            case "WARNING" -> Tone.LOOK;
            default -> Tone.NEUTRAL;
        };
    }

    private Table<LogReport.NPlusOne> patterns() {
        Table<LogReport.NPlusOne> table = kit.<LogReport.NPlusOne>table("slow.log.patterns")
                .tag("slow.col.confidence", p -> Text.of("slow.confidence." + p.confidence()), p -> "low".equals(p.confidence()) ? Tone.INFO
                        : "medium".equals(p.confidence()) ? Tone.LOOK : Tone.BAD).width(96)
                .code("slow.col.parent", LogReport.NPlusOne::parent).masked().width(320).grows()
                .code("slow.col.child", LogReport.NPlusOne::child).masked().width(320)
                .number("slow.col.per-call", LogReport.NPlusOne::perCall, Unit.COUNT).width(88)
                .number("slow.log.col.times", LogReport.NPlusOne::sequences, Unit.COUNT).width(72)
                .number("slow.col.wasted", LogReport.NPlusOne::msPerMinute, Unit.MILLIS).bar().tip("slow.col.wasted-tip")
                .key(LogController::id)
                .empty(Text.of("slow.log.empty.patterns"), Text.of("slow.log.empty.patterns-hint"))
                .sorted("slow.col.wasted", true)
                .onOpen(detail::pattern)
                .build();
        Runnable show = () -> {
            LogReport r = model.report.get();
            table.rows(r == null ? List.of()
                    : r.nPlusOne().list().stream().filter(p -> !model.muted.get().contains(LogController.id(p))).toList());
        };
        model.report.subscribe(r -> show.run());
        model.muted.subscribe(m -> show.run());
        return table;
    }

    private Table<LogEvents.Event> events() {
        Table<LogEvents.Event> table = kit.<LogEvents.Event>table("slow.log.events")
                .tag("slow.log.col.kind", e -> Text.of("slow.log.kind." + e.kind()), LogEvents.Event::tone).width(128)
                .text("slow.log.col.what", LogEvents.Event::what).grows()
                .number("slow.log.col.count", LogEvents.Event::count, Unit.COUNT).width(96)
                .number("slow.col.total", LogEvents.Event::ms, Unit.MILLIS)
                .number("slow.log.col.max", LogEvents.Event::longestMs, Unit.MILLIS)
                .number("slow.log.col.bytes", LogEvents.Event::bytes, Unit.BYTES)
                .empty(Text.of("slow.log.empty.events"), Text.of("slow.log.empty.events-hint"))
                .onOpen(detail::event)
                .build();
        model.report.subscribe(r -> table.rows(r == null ? List.of() : LogEvents.of(r)));
        return table;
    }

    private Table<LogTail.Event> live() {
        Table<LogTail.Event> table = kit.<LogTail.Event>table("slow.log.live")
                .time("slow.log.col.time", LogTables::time)
                .tag("slow.col.level", e -> e.severity().name(), e -> e.severity().compareTo(Severity.WARNING) < 0 ? Tone.NEUTRAL : tone(e.severity().name()))
                .width(88)
                .number("slow.log.col.took", e -> e.ms() == null ? Double.NaN : e.ms(), Unit.MILLIS)
                .text("slow.col.user", LogTail.Event::user).width(96)
                .text("slow.col.database", LogTail.Event::database).width(96)
                .text("activity.col.application", LogTail.Event::application).width(120)
                .code("slow.log.col.text", LogTail.Event::text).masked().grows()
                .empty(Text.of("slow.log.empty.live"), Text.of("slow.log.empty.live-hint"))
                .onOpen(detail::live)
                .build();
        model.events.subscribe(table::rows);
        return table;
    }

    private static @Nullable Instant time(LogTail.Event e) {
        return e.time();
    }
}
