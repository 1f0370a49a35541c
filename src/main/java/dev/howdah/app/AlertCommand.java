package dev.howdah.app;

import dev.howdah.engine.alert.AlertPlan;
import dev.howdah.engine.alert.AlertRule;
import dev.howdah.engine.alert.AlertRule.What;
import dev.howdah.engine.alert.Limits;
import dev.howdah.engine.alert.out.Message;
import dev.howdah.engine.alert.out.Notice;
import dev.howdah.engine.alert.out.Output;
import dev.howdah.engine.alert.out.OutputException;
import dev.howdah.engine.alert.out.OutputSpec;
import dev.howdah.engine.alert.out.Outputs;
import dev.howdah.engine.db.Secret;
import dev.howdah.engine.health.Check;
import dev.howdah.engine.health.Levels.Severity;
import dev.howdah.engine.health.Place;
import dev.howdah.engine.health.Threshold;
import dev.howdah.engine.store.AlertStore;
import dev.howdah.engine.store.AlertStore.Mute;
import dev.howdah.engine.store.AlertStore.Stored;
import dev.howdah.engine.store.Repository;
import dev.howdah.engine.text.Text;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Alerts as the repository holds them: a console or a worker watches, this looks. */
@Command(name = "alert", mixinStandardHelpOptions = true,
        description = {"Alerts: what stands, what was, by which rules, and who is told. A console or a worker watches;",
            "this reads what they wrote into the repository."},
        footer = {"", "Without a word more: list. Exit code 1 when an alert that stands reaches --fail-on.", "",
            "  howdah alert list --fail-on warning", "  howdah alert history --since 7d --json", "  howdah alert test ops",
            "  howdah alert mute on-lock --target orders --for 2h --reason \"index is being built\""})
final class AlertCommand implements Callable<Integer> {
    private static final String REPOSITORY = "The database with the history; without it the one of the settings, else the one that Howdah carries.";

    /** One that nobody has looked at for so long may be over. */
    private static final Duration OLD = Duration.ofMinutes(5);

    @Spec
    CommandSpec spec;

    private final Wiring wiring;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec before any command runs
    AlertCommand(Wiring wiring) {
        this.wiring = wiring;
    }

    /** Which repository, and how it is printed. */
    static final class Where {
        @Option(names = "--repository", paramLabel = "TARGET", defaultValue = "", description = REPOSITORY)
        String repository = "";

        @Option(names = {"-t", "--target"}, paramLabel = "TARGET", description = "Only this server.")
        @Nullable String target;

        @Option(names = "--json", description = "Print JSON with stable field names.")
        boolean json;
    }

    /** A rule as it is printed. */
    record Rule(String id, String title, String group, String watches, boolean below, @Nullable Double warning, @Nullable Double critical,
            @Nullable Double clear, String cycles, String least, long repeatMinutes) {}

    @Override
    public Integer call() {
        return list(new Where(), Severity.CRITICAL);
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "What stands now.")
    int list(@Mixin Where where, @Option(names = "--fail-on", paramLabel = "SEVERITY", defaultValue = "CRITICAL",
            description = "WARNING or CRITICAL; default ${DEFAULT-VALUE}.") Severity failOn) {
        List<Stored> all = with(where, (store, id) -> store.open(id));
        print(where.json, all, all.isEmpty() ? List.of(Text.of("alertcli.none")) : all.stream().map(this::line).toList());
        return all.stream().anyMatch(s -> Severity.valueOf(s.severity()).compareTo(failOn) >= 0) ? ExitCode.FINDINGS : ExitCode.OK;
    }

    @Command(name = "history", mixinStandardHelpOptions = true, description = "What stood within a stretch of time, the newest first.")
    int history(@Mixin Where where, @Option(names = "--since", paramLabel = "WHEN", defaultValue = "7d",
            description = "30m, 24h, 7d or 2026-11-21T08:00:00Z; default ${DEFAULT-VALUE}.") String since) {
        Instant now = wiring.clock().instant();
        Instant from = AuditCommand.moment(since, now);
        List<Stored> all = with(where, (store, id) -> store.between(id, from, now));
        print(where.json, all, all.isEmpty() ? List.of(Text.of("alertcli.nothing-since", from)) : all.stream().map(this::line).toList());
        return ExitCode.OK;
    }

    private String line(Stored s) {
        boolean old = Duration.between(s.seenAt(), wiring.clock().instant()).compareTo(OLD) > 0;
        String until = s.closedAt() != null ? Text.of("alertcli.until", s.closedAt())
                : old ? Text.of("alertcli.stood", s.seenAt()) : Text.of("alertcli.stands");
        return Text.of("alertcli.line", s.severity(), s.targetName(), s.rule(), s.openedAt(), until, s.sentence());
    }

    @Command(name = "rules", mixinStandardHelpOptions = true, description = "What is watched, and from where on it is an alert.")
    int rules(@Option(names = "--json", description = "Print JSON with stable field names.") boolean json) {
        AlertPlan plan = wiring.checking().alerts().plan();
        List<Rule> all = plan.all(wiring.checking().all()).stream().map(AlertCommand::rule).toList();
        wiring.settings().problems().forEach(spec.commandLine().getErr()::println);
        print(json, all, all.stream().map(r -> String.format("%-28s %-10s %-10s %-9s %s", r.id(), figure(r.warning()), figure(r.critical()), r.cycles(), r.title())).toList());
        return ExitCode.OK;
    }

    private static String figure(@Nullable Double value) {
        return value == null ? "-" : value == Double.NEGATIVE_INFINITY ? "any" : java.math.BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    private static Rule rule(AlertRule r) {
        Limits limits = r.limits();
        Check check = r.what() instanceof What.Findings f ? f.check() : null;
        Threshold t = limits != null ? limits.threshold() : check != null ? check.measure().threshold() : new Threshold(false, null, null);
        String watches = switch (r.what()) {
            case What.Figure f -> f.measure().id();
            case What.Findings f -> "check " + f.check().id();
            case What.Usual u -> u.measure().id();
            case What.Answer a -> "answer";
        };
        return new Rule(r.id(), r.title(), r.manner().group(), watches, t.below(), t.warning(), t.critical(), limits == null ? null : limits.clear(),
                r.cycles().toString(), r.manner().least().name().toLowerCase(Locale.ROOT), r.manner().repeat().toMinutes());
    }

    @Command(name = "test", mixinStandardHelpOptions = true, description = "Send a test notice to an output, once, and say how it went.")
    int test(@Parameters(paramLabel = "OUTPUT", description = "Its name in the settings.") String name) throws InterruptedException {
        AlertPlan plan = wiring.checking().alerts().plan();
        wiring.settings().problems().forEach(spec.commandLine().getErr()::println);
        OutputSpec wanted = plan.outputs().stream().filter(o -> o.name().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(Text.of("alertcli.no-output", name,
                        String.join(", ", plan.outputs().stream().map(OutputSpec::name).toList()))));
        Instant now = wiring.clock().instant();
        Notice notice = new Notice(Notice.Kind.TEST, Severity.WARNING, "howdah", "", "test", "test", Text.of("alertcli.test"), "", Double.NaN, "",
                Text.of("alertcli.test-sentence", wiring.surroundings().machine()), now, now, new Place("overview", ""));
        String problem = send(wiring.checking().outputs(plan, null).of(wanted), Message.of(List.of(notice), 0));
        if (problem == null) {
            say(Text.of("alertcli.sent", name));
            return ExitCode.OK;
        }
        spec.commandLine().getErr().println(Text.of("alertcli.not-sent", name, problem));
        spec.commandLine().getErr().flush();
        return ExitCode.FINDINGS;
    }

    /** Why it was not sent, or null. */
    private static @Nullable String send(@Nullable Output output, Message message) throws InterruptedException {
        if (output == null) {
            throw new IllegalArgumentException(Text.of("alertcli.desktop"));
        }
        try (output) {
            output.send(message);
            return null;
        } catch (OutputException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Command(name = "secret", mixinStandardHelpOptions = true,
            description = "Store the secret of an output with the passwords: typed without echo, or one line of standard input.")
    int secret(@Parameters(paramLabel = "OUTPUT", description = "Its name in the settings.") String name,
            @Option(names = "--remove", description = "Forget it.") boolean remove) throws IOException {
        String key = Outputs.secretName(name);
        if (remove) {
            wiring.secrets().remove(key);
            say(Text.of("alertcli.secret-removed", name));
            return ExitCode.OK;
        }
        String typed = typed();
        if (typed.isEmpty()) {
            throw new IllegalArgumentException(Text.of("alertcli.no-secret"));
        }
        wiring.secrets().put(key, new Secret(typed));
        say(Text.of("alertcli.secret-kept", name));
        return ExitCode.OK;
    }

    private static String typed() throws IOException {
        java.io.Console console = System.console();
        if (console != null && console.isTerminal()) {
            char[] read = console.readPassword("%s", Text.of("alertcli.secret-prompt"));
            return read == null ? "" : new String(read);
        }
        String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        return line == null ? "" : line.strip();
    }

    @Command(name = "mute", mixinStandardHelpOptions = true, description = "Tell nobody of something for a while; it is still watched and listed.")
    int mute(@Mixin Where where, @Parameters(paramLabel = "RULE", description = "A rule's id, group:NAME, or all.") String rule,
            @Option(names = "--object", paramLabel = "NAME", defaultValue = Mute.ALL, description = "Only this object of it.") String object,
            @Option(names = "--for", paramLabel = "TIME", description = "30m, 8h, 7d; without it until it is unmuted.") @Nullable String length,
            @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "For those who ask later.") String reason) {
        Instant now = wiring.clock().instant();
        Instant until = length == null ? null : now.plus(Duration.between(AuditCommand.moment(length, now), now));
        Mute mute = new Mute(place(where), all(rule), object, until, reason, wiring.surroundings().user(), now);
        with(where, store -> {
            store.mute(mute);
            return mute;
        });
        print(where.json, mute, List.of(Text.of("alertcli.muted", rule, until == null ? Text.of("alertcli.ever") : until)));
        return ExitCode.OK;
    }

    @Command(name = "unmute", mixinStandardHelpOptions = true, description = "End a mute.")
    int unmute(@Mixin Where where, @Parameters(paramLabel = "RULE", description = "As it was muted.") String rule,
            @Option(names = "--object", paramLabel = "NAME", defaultValue = Mute.ALL, description = "As it was muted.") String object) {
        boolean was = with(where, store -> store.unmute(place(where), all(rule), object));
        say(Text.of(was ? "alertcli.unmuted" : "alertcli.was-not", rule));
        return was ? ExitCode.OK : ExitCode.USAGE;
    }

    @Command(name = "mutes", mixinStandardHelpOptions = true, description = "What is muted now.")
    int mutes(@Mixin Where where) {
        List<Mute> all = with(where, store -> store.mutes(wiring.clock().instant()));
        print(where.json, all, all.isEmpty() ? List.of(Text.of("alertcli.no-mutes")) : all.stream().map(m -> Text.of("alertcli.mute-line", m.place(), m.rule(),
                m.object(), m.until() == null ? Text.of("alertcli.ever") : m.until(), m.author(), m.reason())).toList());
        return ExitCode.OK;
    }

    private static String all(String rule) {
        return rule.equals("all") ? Mute.ALL : rule;
    }

    private String place(Where where) {
        return where.target == null ? Mute.ALL : AlertStore.place(wiring.target(where.target));
    }

    /** Work with the store and the number of the wanted target, null for all. */
    private <T> T with(Where where, BiFunction<AlertStore, @Nullable Integer, T> work) {
        return with(where, store -> {
            String name = where.target;
            Integer id = name == null ? null : store.target(wiring.target(name));
            if (name != null && id == null) {
                throw new IllegalArgumentException(Text.of("history.no-target", name));
            }
            return work.apply(store, id);
        });
    }

    private <T> T with(Where where, Function<AlertStore, T> work) {
        try (Repository open = wiring.hold().past(where.repository); AlertStore store = new AlertStore(open.target())) {
            return work.apply(store);
        }
    }

    private void print(boolean json, Object value, List<String> lines) {
        Printed.lines(spec, json, value, lines);
    }

    private void say(String sentence) {
        spec.commandLine().getOut().println(sentence);
        spec.commandLine().getOut().flush();
    }
}
