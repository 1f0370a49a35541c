package dev.howdah.app;

import dev.howdah.engine.plan.Plan;
import dev.howdah.engine.plan.PlanNode;
import dev.howdah.engine.text.Text;
import dev.howdah.engine.twin.Planner;
import dev.howdah.engine.twin.Query;
import dev.howdah.engine.twin.WhatIf;
import dev.howdah.engine.twin.WhatIfException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code howdah explain}: a plan on the twin, as things are and as they would be. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = "Shows a statement's plan, before and after indexes are added or dropped or settings changed. Nothing is changed.",
        footer = {
            "",
            "  howdah explain --with-index 'CREATE INDEX ON orders (customer_id)' 'SELECT * FROM orders WHERE customer_id = 7'",
            "  howdah explain --capsule orders.capsule --major 18 'SELECT …'      the plan after an upgrade"
        })
final class ExplainCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    PlannerOptions options = new PlannerOptions();

    @Option(names = "--with-index", paramLabel = "DDL", description = "A CREATE INDEX statement to try; may be repeated.")
    List<String> withIndex = List.of();

    @Option(names = "--without-index", paramLabel = "NAME", description = "An index to think away; may be repeated.")
    List<String> withoutIndex = List.of();

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "A planner setting to try; may be repeated.")
    Map<String, String> settings = new LinkedHashMap<>();

    @Parameters(paramLabel = "SQL", description = "The statement; $1, $2 … are planned for values unknown.")
    String sql;

    private final Wiring wiring;

    @SuppressWarnings("NullAway.Init") // picocli sets spec and sql before the command runs
    ExplainCommand(Wiring wiring) {
        this.wiring = wiring;
    }

    /** What is reported; the field names of the JSON form are these in snake_case. */
    record Explained(
            String basis, int major, double costBefore, @Nullable Double costAfter, List<String> before, List<String> after, List<Tried> indexes,
            List<String> lacks) {}

    record Tried(String ddl, long bytes, @Nullable String problem) {}

    @Override
    public Integer call() throws IOException {
        if (sql.isBlank()) {
            throw new IllegalArgumentException(Text.of("advise.no-statement"));
        }
        try (Planner planner = options.open(wiring, new Waiting(spec.commandLine().getErr()))) {
            Explained e = explain(planner);
            Printed.of(spec, options.connect.json, e, out -> print(out, e));
            return e.indexes().stream().anyMatch(t -> t.problem() != null) ? ExitCode.USAGE : ExitCode.OK;
        } catch (WhatIfException e) {
            throw new IllegalArgumentException(Text.of("advise.cannot-plan", String.valueOf(e.getMessage())), e);
        }
    }

    private Explained explain(Planner planner) {
        WhatIf whatIf = planner.whatIf();
        Query query = Query.of(sql);
        Plan before = whatIf.explain(query, WhatIf.Change.NONE);
        List<Tried> tried = new ArrayList<>();
        Set<Integer> added = new HashSet<>();
        for (String ddl : withIndex) {
            WhatIf.Hypothetical h = whatIf.add(ddl);
            tried.add(new Tried(ddl, h.bytes(), h.problem()));
            if (h.problem() == null) {
                added.add(h.handle());
            }
        }
        boolean changed = !added.isEmpty() || !withoutIndex.isEmpty() || !settings.isEmpty();
        Set<String> dropped = new HashSet<>();
        withoutIndex.forEach(n -> dropped.add(qualified(planner, n)));
        Plan after = changed ? then(whatIf, query, new WhatIf.Change(added, dropped, settings), tried) : null;
        return new Explained(
                whatIf.basis().name().toLowerCase(java.util.Locale.ROOT),
                planner.major(),
                before.root().estimate().totalCost(),
                after == null ? null : after.root().estimate().totalCost(),
                lines(before),
                after == null ? List.of() : lines(after),
                tried,
                planner.lacks().stream().map(l -> l.reason()).toList());
    }

    /** Null when it cannot be told, which is noted with what was tried. */
    private @Nullable Plan then(WhatIf whatIf, Query query, WhatIf.Change change, List<Tried> tried) {
        try {
            return whatIf.explain(query, change);
        } catch (WhatIfException e) {
            List<String> asked = new ArrayList<>(withoutIndex.stream().map(n -> "DROP INDEX " + n).toList());
            settings.forEach((name, value) -> asked.add("SET " + name + " = " + value));
            tried.add(new Tried(String.join(", ", asked), 0, String.valueOf(e.getMessage())));
            return null;
        }
    }

    /** A bare name stands for the only index of that name. */
    private static String qualified(Planner planner, String name) {
        return planner.capsule().indexes().stream()
                .filter(i -> i.qualified().equals(name) || i.name().equals(name))
                .map(i -> i.qualified())
                .findFirst()
                .orElse(name);
    }

    static List<String> lines(Plan plan) {
        List<String> lines = new ArrayList<>();
        for (PlanNode n : plan.nodes()) {
            PlanNode.Estimate e = n.estimate();
            String target = n.target();
            lines.add("  ".repeat(n.place().depth()) + n.label() + (target.isEmpty() ? "" : " " + target)
                    + String.format(java.util.Locale.ROOT, "  (cost=%.2f..%.2f rows=%.0f)", e.startupCost(), e.totalCost(), e.rows()));
        }
        return lines;
    }

    /** A plan may cost nothing. */
    private static double part(double before, double after) {
        return before == after ? 1 : after / Math.max(0.01, before);
    }

    private static void print(PrintWriter out, Explained e) {
        out.println(Text.of("advise.plan-now", e.major(), e.basis()));
        e.before().forEach(out::println);
        e.indexes().forEach(t -> out.println(t.problem() == null
                ? Text.of("advise.tried", t.ddl(), AdviceReport.size(t.bytes()))
                : Text.of("advise.refused", t.ddl(), t.problem())));
        Double after = e.costAfter();
        if (after != null) {
            out.println();
            out.println(Text.of("advise.plan-then", AdviceReport.percent(part(e.costBefore(), after))));
            e.after().forEach(out::println);
        }
        e.lacks().forEach(l -> out.println(Text.of("advise.lack", l, "").strip()));
    }
}
