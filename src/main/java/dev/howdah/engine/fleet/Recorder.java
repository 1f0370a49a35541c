package dev.howdah.engine.fleet;

import dev.howdah.engine.db.Target;
import dev.howdah.engine.health.HealthRecord;
import dev.howdah.engine.health.HealthReport;
import dev.howdah.engine.health.VitalFigures;
import dev.howdah.engine.health.Vitals;
import dev.howdah.engine.profile.Statements;
import dev.howdah.engine.sample.Link;
import dev.howdah.engine.sample.Probe;
import dev.howdah.engine.sample.Reading;
import dev.howdah.engine.sample.Sampler;
import dev.howdah.engine.sample.Subscription;
import dev.howdah.engine.store.Annotation;
import dev.howdah.engine.store.History;
import dev.howdah.engine.store.Journal;
import dev.howdah.engine.store.Recording;
import dev.howdah.engine.text.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Records one target: its vital figures, and if wanted sessions, locks, statements, settings, what the checks say and what Howdah
 * knows of itself, with annotations for resets, restarts and changes. It only subscribes; what it costs the server stands in {@link Sampler#cost}. Thread-safe.
 */
public final class Recorder implements AutoCloseable {
    /** Setting by setting, every minute. */
    private static final Probe<List<Setting>> SETTINGS = Probe.rows("health/settings", Setting.class);

    private static final double EARLIER_BYTES = 16 << 20;

    private final Recording recording;
    private final Journal journal;
    private final Sampler sampler;
    private final boolean whole;
    private final VitalFigures figures = new VitalFigures();
    private final List<Subscription> open = new ArrayList<>();
    private boolean closed;
    private @Nullable Vitals last;
    private @Nullable Supplier<Map<String, Double>> gauges;

    /** A row of settings.sql. */
    record Setting(String name, String value) {}

    private Recorder(Sampler sampler, Journal journal, Target target, boolean whole) {
        this.sampler = sampler;
        this.journal = journal;
        this.whole = whole;
        this.recording = journal.record(target, VitalFigures.names());
    }

    /** Everything that a replay shows. */
    public static Recorder whole(Sampler sampler, Journal journal, Target target) {
        Recorder r = new Recorder(sampler, journal, target, true);
        r.resume();
        return r;
    }

    /** The vital figures only: one cheap statement a turn. */
    public static Recorder vitals(Sampler sampler, Journal journal, Target target) {
        Recorder r = new Recorder(sampler, journal, target, false);
        r.resume();
        return r;
    }

    /** Goes on after {@link #pause}. */
    public synchronized void resume() {
        if (closed || !open.isEmpty()) {
            return;
        }
        open.add(sampler.onLink(this::link));
        open.add(sampler.subscribe(Vitals.PROBE, this::vitals));
        if (whole) {
            StatementTexts texts = new StatementTexts();
            StatementRecorder statements = new StatementRecorder(recording, texts);
            open.add(sampler.subscribe(new ActivityProbe(), this::activity));
            open.add(sampler.subscribe(Statements.PROBE, statements::accept));
            open.add(sampler.subscribe(texts, statements::texts));
            open.add(sampler.subscribe(SETTINGS, this::settings));
        }
        if (gauges != null) {
            open.add(sampler.subscribe(new GaugeProbe(gauges), this::gauges));
        }
    }

    /** Records nothing until {@link #resume}. */
    public synchronized void pause() {
        open.forEach(Subscription::close);
        open.clear();
        last = null;
    }

    /** What the checks say, each time they say it; to be subscribed where they run. */
    public void health(Reading<HealthReport> reading) {
        if (reading instanceof Reading.Value<HealthReport> v && !v.value().outcomes().isEmpty()) {
            recording.told(v.at(), HealthRecord.gist(v.value()), HealthRecord.of(v.value()));
        }
    }

    /**
     * Records also what Howdah knows of itself, once a second while the target answers.
     *
     * @param look must return at once
     */
    public synchronized void gauges(Supplier<Map<String, Double>> look) {
        gauges = look;
        if (!closed && !open.isEmpty()) {
            open.add(sampler.subscribe(new GaugeProbe(look), this::gauges));
        }
    }

    private void gauges(Reading<Map<String, Double>> reading) {
        if (reading instanceof Reading.Value<Map<String, Double>> v) {
            recording.gauges(v.at(), v.value());
        }
    }

    /** The recorded past, from the time before this console too; null while the repository is not reached yet. */
    public @Nullable History history() {
        return journal.history(recording);
    }

    /** How it is with the repository. */
    public Journal journal() {
        return journal;
    }

    /** Marks a moment of this target: a deploy, the begin of a job. */
    public void annotate(Instant at, Annotation.Kind kind, String text, String author) {
        recording.annotate(at, kind, text, author);
    }

    private void link(Link link) {
        if (link instanceof Link.Up up) {
            recording.connected(up.since(), up.server());
        }
    }

    private void vitals(Reading<Vitals> reading) {
        double[] now = figures.next(reading);
        if (now != null && reading instanceof Reading.Value<Vitals> v) {
            events(v.at(), v.value());
            recording.figures(v.at(), now);
        }
    }

    private void events(Instant at, Vitals now) {
        Vitals before = last;
        last = now;
        if (before == null) {
            return;
        }
        if (!Objects.equals(before.statsReset(), now.statsReset())) {
            recording.annotate(at, Annotation.Kind.RESET, Text.of("store.reset"), "");
        }
        if (now.walBytes() < before.walBytes() - EARLIER_BYTES) {
            recording.annotate(at, Annotation.Kind.RESTORED, Text.of("store.earlier"), "");
        }
    }

    private void activity(Reading<ActivityProbe.Activity> reading) {
        if (reading instanceof Reading.Value<ActivityProbe.Activity> v) {
            recording.activity(v.at(), v.value().sessions(), v.value().waits());
        }
    }

    private void settings(Reading<List<Setting>> reading) {
        if (reading instanceof Reading.Value<List<Setting>> v) {
            recording.settings(v.at(), v.value().stream().collect(Collectors.toMap(Setting::name, Setting::value, (a, b) -> a)));
        }
    }

    /** What was read is still written. */
    @Override
    public synchronized void close() {
        closed = true;
        pause();
        recording.close();
    }

    /** The target's number in the repository; null until it was written there once. */
    public @Nullable Integer id() {
        return recording.id();
    }
}
