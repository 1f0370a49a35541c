package dev.howdah.app;

import dev.howdah.engine.Engine;
import dev.howdah.engine.advise.AdviceOptions;
import dev.howdah.engine.advise.Advising;
import dev.howdah.engine.alert.Alerts;
import dev.howdah.engine.apply.Applying;
import dev.howdah.engine.db.ConnInfo;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.Doctor;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.Lack;
import dev.howdah.engine.db.Profile;
import dev.howdah.engine.db.Secret;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.db.Targets;
import dev.howdah.engine.db.Tls;
import dev.howdah.engine.fleet.Recorder;
import dev.howdah.engine.health.Checks;
import dev.howdah.engine.plan.PlanHistory;
import dev.howdah.engine.profile.StatementWatch;
import dev.howdah.engine.replay.Replay;
import dev.howdah.engine.sample.Cost;
import dev.howdah.engine.sample.Pace;
import dev.howdah.engine.sample.Sampler;
import dev.howdah.engine.store.History;
import dev.howdah.ui.advisor.AdvisorTab;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.TabSpec;
import dev.howdah.ui.kit.TimeRange;
import dev.howdah.ui.overview.OverviewTab;
import dev.howdah.ui.shell.Connected;
import dev.howdah.ui.shell.Diagnosis;
import dev.howdah.ui.shell.Entry;
import dev.howdah.ui.shell.Form;
import dev.howdah.ui.shell.Servers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** The servers of this process, as the window asks for them. */
final class Desk implements Servers {
    private final Wiring wiring;
    private final Kit kit;
    private final Archive archive;
    private final Lookout lookout;
    private final List<Session> open = new CopyOnWriteArrayList<>();

    Desk(Wiring wiring, Kit kit) {
        this.wiring = wiring;
        this.kit = kit;
        this.archive = new Archive(wiring, kit);
        this.lookout = new Lookout(wiring, kit);
    }

    /** What watches, for the window to join. */
    Lookout lookout() {
        return lookout;
    }

    @Override
    public List<Entry> known() {
        List<Entry> all = new ArrayList<>();
        wiring.settings().profiles().forEach(p -> all.add(new Entry(p.name(), p.environment())));
        all.add(new Entry(Targets.SANDBOX, Environment.SANDBOX));
        return all;
    }

    @Override
    public Connected open(Entry entry, ObservableValue<TimeRange> range) {
        return live(wiring.open(entry.name()), range);
    }

    /** An open engine with its tabs; the sandbox begins to live. */
    Connected live(Engine engine, ObservableValue<TimeRange> range) {
        // Seeding takes seconds, and the window need not wait for it.
        Thread.ofVirtual().name("seed").start(() -> play(engine));
        return connected(engine, range);
    }

    private static void play(Engine engine) {
        try {
            Wiring.play(engine);
        } catch (RuntimeException e) {
            LoggerFactory.getLogger(Desk.class).warn("the sandbox was not filled", e);
        }
    }

    @Override
    public Connected open(Form form, ObservableValue<TimeRange> range) {
        Target target = target(form);
        if (!form.name().isBlank()) {
            target = target.withName(form.name());
            save(target);
        }
        return live(wiring.open(target), range);
    }

    @Override
    public void save(Form form, String replaces) {
        save(target(form, replaces.isEmpty() ? form.name() : replaces).withName(form.name()));
        if (!replaces.isEmpty() && !replaces.equals(form.name())) {
            wiring.settings().remove(replaces);
            wiring.secrets().remove(replaces);
        }
    }

    private void save(Target target) {
        wiring.settings().save(new Profile(target.name(), target.environment(), ConnInfo.of(target)));
        if (target.password() != null) {
            wiring.secrets().put(target.name(), target.password());
        }
    }

    @Override
    public @Nullable Form form(String name) {
        return wiring.settings().profiles().stream().filter(p -> p.name().equals(name)).findFirst()
                .map(p -> new Form(p.address().withoutSecrets().toUrl(), "", null, p.environment(), null, null, null, null, p.name()))
                .orElse(null);
    }

    @Override
    public Diagnosis test(Form form) {
        Target target = target(form);
        Db db = Db.direct(target);
        List<Lack> lacks = Doctor.examine(db).stream()
                .filter(f -> f.verdict() == Doctor.Verdict.LACK)
                .map(f -> new Lack(f.text(), f.remedy()))
                .toList();
        return new Diagnosis(db.server(), lacks);
    }

    /** The engine with its tabs. */
    Connected connected(Engine engine, ObservableValue<TimeRange> range) {
        Checks checks = wiring.checking().of(engine.target());
        Archive.Kept recorded = archive.record(engine, checks);
        Lookout.Post watched = lookout.watch(engine, checks, recorded != null);
        Session session = session(engine, checks, recorded, watched, () -> recorded == null ? null : recorded.recorder().history(), range);
        open.add(session);
        if (lookout.watchesAll()) {
            kit.fx().work(new Harbour(wiring, engine, lookout)::muster);
        }
        return session;
    }

    /** An engine with its tabs over a past that others tell; nothing of it is recorded or watched. */
    Connected told(Engine engine, Supplier<@Nullable History> history, ObservableValue<TimeRange> range) {
        return session(engine, wiring.checking().of(engine.target()), null, null, history, range);
    }

    private Session session(Engine engine, Checks checks, Archive.@Nullable Kept recorded, Lookout.@Nullable Post watched,
            Supplier<@Nullable History> history, ObservableValue<TimeRange> range) {
        StatementWatch watch = new StatementWatch(engine.sampler());
        Advising advising = new Advising(wiring.binaries(), wiring.folders().cache(), engine.interactive(), wiring.clock());
        Replay replay = new Replay(engine.sampler(), engine.vitals(), watch, history, wiring.clock());
        OverviewTab.Health health = new OverviewTab.Health(replay.with(engine.checking()), checks, wiring.checking().mutes(engine.target()),
                watched == null ? null : watched.alerts(), engine.target().name());
        PlanHistory plans = new PlanHistory();
        AdviceSources sources = new AdviceSources(wiring, engine);
        Applying applying = wiring.applying(engine);
        AdvisorTab.Parts advice = new AdvisorTab.Parts(advising, applying, sources::live, () -> sources.heard(watch, plans), loop(engine, applying));
        List<TabSpec> tabs = Tabs.of(wiring, engine, replay, advice, health, new Harbour(wiring, engine, lookout), plans, range, kit);
        return new Session(engine, watch, replay, advising, tabs, recorded, watched, open::remove);
    }

    /** Null where it is no sandbox. */
    private AdvisorTab.@Nullable Loop loop(Engine engine, Applying applying) {
        return engine.target().environment() != Environment.SANDBOX ? null : (step, watch) -> {
            try {
                return new SandboxLoop(wiring, engine, applying, step).run(AdviceOptions.DEFAULT, null, watch);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    /** Whether the window is minimised: sampling rests then if the settings say so. */
    void minimised(boolean now) {
        if (!wiring.settings().flag("history.minimised", true)) {
            open.forEach(s -> {
                s.engine().sampler().rest(now);
                s.engine().checking().rest(now);
            });
            lookout.asleep(now);
        }
    }

    private Target target(Form form) {
        return target(form, form.name());
    }

    /** @param profile whose password is kept unless another one was typed; blank for none */
    private Target target(Form form, String profile) {
        Targets.Answer answer = wiring.targets().resolve(form.address(), form.environment());
        if (!(answer instanceof Targets.Answer.Found found)) {
            return wiring.hold().sandbox().target();
        }
        Target t = found.target();
        Secret password = form.password() == null ? kept(profile, t) : form.password();
        t = t.withUser(form.user().isEmpty() ? t.user() : form.user(), password);
        return new Target(
                t.name(), t.hosts(), t.database(), t.user(), t.password(), tls(t.tls(), form), t.environment(), t.properties());
    }

    private @Nullable Secret kept(String profile, Target t) {
        boolean known = wiring.settings().profiles().stream().anyMatch(p -> p.name().equals(profile));
        return t.password() == null && known ? wiring.secrets().get(profile) : t.password();
    }

    private static Tls tls(Tls given, Form form) {
        boolean untouched = Stream.of(form.tls(), form.rootCert(), form.cert(), form.key()).allMatch(Objects::isNull);
        return untouched
                ? given
                : new Tls(
                        form.tls() == null ? given.mode() : form.tls(),
                        form.rootCert() == null ? given.rootCert() : form.rootCert(),
                        form.cert() == null ? given.cert() : form.cert(),
                        form.key() == null ? given.key() : form.key(),
                        given.keyPassword());
    }

    /** An engine and the tabs that look at it. */
    private record Session(Engine engine, StatementWatch watch, Replay replay, Advising advising, List<TabSpec> tabs,
            Archive.@Nullable Kept kept, Lookout.@Nullable Post watched, Consumer<Session> closed) implements Connected {
        @Override
        public @Nullable Recorder recorder() {
            return kept == null ? null : kept.recorder();
        }

        @Override
        public Target target() {
            return engine.target();
        }

        @Override
        public Sampler sampler() {
            return engine.sampler();
        }

        @Override
        public @Nullable Alerts alerts() {
            return watched == null ? null : watched.alerts();
        }

        @Override
        public Cost cost() {
            return engine.cost();
        }

        @Override
        public Pace pace() {
            return engine.pace();
        }

        @Override
        public void close() {
            closed.accept(this);
            if (watched != null) {
                watched.watching().close();
            }
            if (kept != null) {
                kept.close();
            }
            tabs.forEach(TabSpec::close);
            watch.close();
            advising.close();
            engine.close();
        }
    }
}
