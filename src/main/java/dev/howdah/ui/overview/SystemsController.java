package dev.howdah.ui.overview;

import dev.howdah.engine.db.Environment;
import dev.howdah.engine.job.BlastRadius;
import dev.howdah.engine.job.JobException;
import dev.howdah.engine.sandbox.Playground;
import dev.howdah.engine.systems.OneClick;
import dev.howdah.engine.systems.Progress;
import dev.howdah.engine.systems.Scorecard;
import dev.howdah.engine.systems.TrafficSpec;
import dev.howdah.engine.systems.TrafficStats;
import dev.howdah.engine.systems.Way;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Action;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Latest;
import dev.howdah.ui.kit.Problem;
import dev.howdah.ui.kit.Question;
import dev.howdah.ui.kit.Subscriptions;
import dev.howdah.ui.kit.Ticker;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Unit;
import dev.howdah.ui.overview.SystemsModel.Ask;
import dev.howdah.ui.overview.SystemsModel.Found;
import dev.howdah.ui.overview.SystemsModel.News;
import dev.howdah.ui.overview.SystemsModel.Result;
import dev.howdah.ui.overview.SystemsModel.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Does what the buttons for the sample systems say: one thing at a time, what destroys only after a question that names the loss. */
final class SystemsController {
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration EACH_FIGURE = Duration.ofMillis(500);

    private final SystemsModel model;
    private final Playground playground;
    private final Kit kit;
    private long doneBefore = -1;
    private long lookedAt;
    private boolean following;

    SystemsController(SystemsModel model, Playground playground, Kit kit) {
        this.model = model;
        this.playground = playground;
        this.kit = kit;
    }

    void onShow(Subscriptions held) {
        onLook();
        held.add(new Ticker<>(kit.fx(), LOOK, this::traffic, this::flow, t -> model.flow.set(null)).start());
    }

    /** Asks whether the target is disposable. */
    void onLook() {
        kit.fx().work(playground::isDisposable).done(yes -> {
            model.offered.set(yes);
            model.playful.set(yes && playground.target().environment() == Environment.SANDBOX);
        }).failed(t -> model.offered.set(false));
    }

    /** The buttons for the palette; none where they are not offered. */
    List<Action> actions() {
        List<Action> all = new ArrayList<>();
        if (model.offered.get()) {
            all.add(new Action("systems.reset", Text.of("overview.systems.action.reset"), Icons.RESET, this::onReset));
            all.add(new Action("systems.seed", Text.of("overview.systems.action.seed"), Icons.SEED, () -> onSeed(1, true)));
            all.add(new Action("systems.check", Text.of("overview.systems.action.check"), Icons.TICK, this::onCheck));
            all.add(new Action("systems.verify", Text.of("overview.systems.action.verify"), Icons.SEARCH, this::onVerify));
            all.add(new Action("systems.cleanup", Text.of("overview.systems.action.cleanup"), Icons.DELETE, this::onCleanup));
            all.add(new Action("systems.optimise", Text.of("overview.systems.action.optimise"), Icons.OPTIMISE, this::onOptimise));
        }
        if (model.playful.get()) {
            all.add(new Action("systems.traffic", Text.of("overview.systems.action.traffic"), Icons.TRAFFIC, () -> onTraffic(!model.traffic.get())));
        }
        return all;
    }

    void onReset() {
        kit.fx().work(playground::preview).done(radius -> ask(true, "overview.systems.reset-question", consequence(radius),
                "overview.systems.reset-do", typed -> run("overview.systems.resetting", p -> playground.reset(typed, p),
                        took -> good("overview.systems.reset-done", took.toMillis())))).failed(this::refused);
    }

    /** @param scale 0 for the minimal seed */
    void onSeed(int scale, boolean fast) {
        Consumer<String> seed = typed -> run("overview.systems.seeding", p -> playground.seed(scale, fast, typed, p),
                s -> good("overview.systems.seeded", s.rows(), s.took().toMillis()));
        if (asksForName()) {
            ask(false, "overview.systems.seed-question", Text.of("overview.systems.seed-adds"), "overview.systems.seed-do", seed);
        } else {
            seed.accept("");
        }
    }

    void onCheck() {
        run("overview.systems.checking", p -> playground.check(), this::checked);
    }

    void onVerify() {
        run("overview.systems.verifying", p -> playground.verify(), this::verified);
    }

    void onCleanup() {
        run("overview.systems.looking", p -> playground.cleanup(true, ""), found -> {
            long rows = found.stream().mapToLong(OneClick.Cleaned::rows).sum();
            if (rows == 0) {
                good("overview.systems.nothing-redundant");
                return;
            }
            List<String> what = found.stream().filter(c -> c.rows() > 0).map(c -> c.system() + ": " + c.what() + " (" + c.rows() + ")").toList();
            ask(true, "overview.systems.clean-question", String.join("; ", what), "overview.systems.clean-do",
                    typed -> run("overview.systems.cleaning", p -> playground.cleanup(false, typed),
                            done -> good("overview.systems.cleaned", done.stream().mapToLong(OneClick.Cleaned::rows).sum())));
        });
    }

    void onOptimise() {
        ask(false, "overview.systems.optimise-question", Text.of("overview.systems.optimise-does"), "overview.systems.optimise-do",
                typed -> run("overview.systems.optimising", p -> playground.optimise(EACH_FIGURE, typed, p), this::optimised));
    }

    void onTraffic(boolean on) {
        kit.fx().work(() -> {
            if (on) {
                playground.traffic(wanted());
            } else {
                playground.stopTraffic();
            }
            return on;
        }).done(model.traffic::set).failed(this::refused);
    }

    /** Rate, clients or way were turned. */
    void onTurned() {
        TrafficSpec now = playground.traffic();
        if (!following && now != null && !now.equals(wanted())) {
            onTraffic(true);
        }
    }

    void onClose() {
        model.result.set(null);
    }

    /** All systems work in the way that was chosen. */
    void onWay() {
        if (!following) {
            model.apart.set(Set.of());
            onTurned();
        }
    }

    /** One system alone works in this way. */
    void onWay(String system, Way way) {
        Set<String> apart = new TreeSet<>(model.apart.get());
        if (way == model.way.get()) {
            apart.remove(system);
        } else {
            apart.add(system);
        }
        model.apart.set(Set.copyOf(apart));
        onTurned();
    }

    /** The names of the systems. */
    List<String> systems() {
        return playground.all(Way.BASELINE, 0, 0).ways().keySet().stream().sorted().toList();
    }

    private TrafficSpec wanted() {
        TrafficSpec spec = playground.all(model.way.get(), model.rate.get(), model.clients.get());
        for (String system : model.apart.get()) {
            spec = spec.with(system, other(model.way.get()));
        }
        return spec;
    }

    private static Way other(Way way) {
        return way == Way.BASELINE ? Way.OPTIMISED : Way.BASELINE;
    }

    private boolean asksForName() {
        return playground.target().environment() != Environment.SANDBOX;
    }

    private void ask(boolean destroys, String question, String consequence, String button, Consumer<String> yes) {
        String database = playground.target().database();
        Environment environment = playground.target().environment();
        Question q = destroys
                ? Question.destructive(Text.of(question, database), consequence, Text.of(button), environment)
                : Question.of(Text.of(question, database), consequence, Text.of(button), environment);
        model.ask.set(asksForName()
                ? new Ask(q.typing(database), () -> yes.accept(database))
                : new Ask(q, () -> yes.accept("")));
    }

    private <T> void run(String title, Function<Progress, T> action, Consumer<T> done) {
        if (model.busy.get() != null) {
            return;
        }
        String words = Text.of(title);
        model.news.set(null);
        // what is asked would be answered about another state
        model.ask.set(null);
        model.busy.set(new Step(words, "", -1));
        Latest<Step> steps = new Latest<>(kit.fx(), s -> {
            if (model.busy.get() != null) {
                model.busy.set(s);
            }
        });
        Callable<T> call = () -> action.apply((at, n, of) -> steps.put(new Step(words, at, of > 0 ? (double) n / of : -1)));
        kit.fx().work(call).ended(() -> model.busy.set(null)).done(done).failed(this::refused);
    }

    private void checked(List<OneClick.Difference> found) {
        show("overview.systems.check", "overview.systems.all-as-expected", found.stream()
                .map(d -> new Found(d.system(), d.kind(), d.part(), difference(d))).toList());
    }

    private static String difference(OneClick.Difference d) {
        if (d.expected().isEmpty()) {
            return d.actual();
        }
        return d.actual().isEmpty()
                ? Text.of("overview.systems.expected", d.expected())
                : Text.of("overview.systems.expected-is", d.expected(), d.actual());
    }

    private void verified(List<OneClick.Finding> found) {
        show("overview.systems.verify", "overview.systems.all-rows-good", found.stream()
                .map(f -> new Found(f.system(), f.rule(), f.what(), Text.of("overview.systems.rows", f.rows()))).toList());
    }

    private void show(String title, String allWell, List<Found> rows) {
        if (rows.isEmpty()) {
            model.result.set(null);
            good(allWell);
        } else {
            model.result.set(new Result.Findings(Text.of(title), rows));
            model.news.set(new News(Tone.LOOK, Text.of("overview.systems.found", rows.size())));
        }
    }

    private void optimised(List<Scorecard.Line> lines) {
        long reached = lines.stream().filter(Scorecard.Line::reached).count();
        model.result.set(new Result.Card(lines));
        model.news.set(new News(reached == lines.size() ? Tone.GOOD : Tone.LOOK, Text.of("overview.systems.reached", reached, lines.size())));
        TrafficSpec now = playground.traffic();
        if (now != null) {
            follow(now);
        }
    }

    private void good(String key, Object... args) {
        model.news.set(new News(Tone.GOOD, Text.of(key, args)));
    }

    private void refused(Throwable t) {
        Problem p = Problem.of(t);
        model.news.set(new News(Tone.BAD, t instanceof JobException ? String.valueOf(t.getMessage()) : p.title() + " " + p.reason()));
    }

    private static String consequence(BlastRadius r) {
        List<String> all = new ArrayList<>();
        long tables = r.items().stream().filter(i -> i.kind().equals("table")).count();
        all.add(Text.of("overview.systems.lost", tables, r.items().size(), Unit.COUNT.text(r.rows()), Unit.BYTES.text(r.bytes())));
        r.cascades().forEach(c -> all.add(Text.of("overview.systems.cascade", c.kind(), c.name(), c.because())));
        if (!r.cut().isEmpty()) {
            all.add(Text.of("overview.systems.cut", r.cut().size()));
        }
        return String.join(" ", all);
    }

    /** @param spec null while there are no clients */
    private record Now(@Nullable TrafficSpec spec, @Nullable TrafficStats stats) {}

    private Now traffic() {
        return new Now(playground.traffic(), playground.stats());
    }

    private void flow(Now now) {
        long before = lookedAt;
        lookedAt = System.nanoTime();
        TrafficStats stats = now.stats();
        if (now.spec() == null || stats == null) {
            model.traffic.set(false);
            model.flow.set(null);
            doneBefore = -1;
            return;
        }
        if (!model.traffic.get()) {
            follow(now.spec());
        }
        double rate = doneBefore < 0 ? Double.NaN : (stats.done() - doneBefore) * 1e9 / Math.max(1, lookedAt - before);
        doneBefore = stats.done();
        model.flow.set(new SystemsModel.Flow(rate, stats));
    }

    /** The switches show what the clients do, whoever told them. */
    private void follow(TrafficSpec spec) {
        following = true;
        model.rate.set((int) spec.rate());
        if (spec.concurrency() > 0) {
            model.clients.set(spec.concurrency());
        }
        long optimised = spec.ways().values().stream().filter(w -> w == Way.OPTIMISED).count();
        Way most = optimised * 2 > spec.ways().size() ? Way.OPTIMISED : Way.BASELINE;
        model.way.set(most);
        model.apart.set(spec.ways().entrySet().stream().filter(e -> e.getValue() != most).map(Map.Entry::getKey).collect(Collectors.toUnmodifiableSet()));
        model.traffic.set(true);
        following = false;
    }
}
