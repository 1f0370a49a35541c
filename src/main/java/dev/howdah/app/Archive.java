package dev.howdah.app;

import dev.howdah.engine.Engine;
import dev.howdah.engine.cache.CacheGauges;
import dev.howdah.engine.fleet.Recorder;
import dev.howdah.engine.health.Checks;
import dev.howdah.engine.health.HealthProbe;
import dev.howdah.engine.job.JobStatus;
import dev.howdah.engine.pool.PoolGauges;
import dev.howdah.engine.sample.Subscription;
import dev.howdah.engine.store.Annotation;
import dev.howdah.engine.store.Journal;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Tone;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Records what the window has open, and says when it cannot. Thread-safe. */
final class Archive {
    private final Wiring wiring;
    private final Kit kit;
    private final AtomicReference<@Nullable Journal> followed = new AtomicReference<>();

    Archive(Wiring wiring, Kit kit) {
        this.wiring = wiring;
        this.kit = kit;
    }

    /** An engine's recording with its jobs as annotations, and what its checks say. */
    record Kept(Recorder recorder, Subscription jobs, Subscription checks) implements AutoCloseable {
        @Override
        public void close() {
            jobs.close();
            checks.close();
            recorder.close();
        }
    }

    /** Begins to record; null when the settings say not to. Waits for nothing. */
    @Nullable Kept record(Engine engine, Checks checks) {
        if (!wiring.settings().flag("history.record", true)) {
            return null;
        }
        Journal journal = wiring.hold().journal();
        if (followed.compareAndSet(null, journal)) {
            journal.onState(new Teller()::hear);
        }
        Recorder recorder = Recorder.whole(engine.sampler(), journal, engine.target());
        recorder.gauges(() -> gauges(engine));
        return new Kept(recorder, engine.jobs().onRun(s -> annotate(recorder, s)),
                engine.checking().subscribe(new HealthProbe(checks), recorder::health));
    }

    private static Map<String, Double> gauges(Engine engine) {
        Map<String, Double> all = new HashMap<>(PoolGauges.of(engine.poolHistory().look()));
        all.putAll(CacheGauges.of(engine.cache().stats()));
        return all;
    }

    private void annotate(Recorder recorder, JobStatus s) {
        boolean begins = !s.phase().isOver();
        recorder.annotate(wiring.clock().instant(), Annotation.Kind.JOB,
                begins ? Text.of("history.job-begins", s.job()) : Text.of("history.job-ended", s.job(), s.phase().name(), s.rows()),
                wiring.worker());
    }

    /** Says once that the repository is away, and once that it is back. */
    private final class Teller {
        private boolean away;

        void hear(Journal.State state) {
            switch (state) {
                case Journal.State.Opening o -> { }
                case Journal.State.Writing w -> {
                    if (away) {
                        away = false;
                        say(Tone.GOOD, Text.of("history.back"), "");
                    }
                }
                case Journal.State.Away a -> {
                    if (!away) {
                        away = true;
                        say(Tone.LOOK, Text.of("history.away"), a.problem().title() + " " + a.problem().hint());
                    }
                }
                case Journal.State.Refused r -> {
                    if (!away) {
                        away = true;
                        say(Tone.LOOK, Text.of("history.refused"), r.sentence());
                    }
                }
            }
        }

        private void say(Tone tone, String title, String text) {
            kit.fx().later(() -> kit.notices().say(tone, title, text, null));
        }
    }
}
