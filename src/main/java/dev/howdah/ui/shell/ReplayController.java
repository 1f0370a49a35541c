package dev.howdah.ui.shell;

import dev.howdah.engine.replay.Replay;
import dev.howdah.engine.replay.Scene;
import dev.howdah.engine.store.Annotation;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Mark;
import dev.howdah.ui.kit.OneCall;
import dev.howdah.ui.kit.Subscriptions;
import dev.howdah.ui.kit.Ticker;
import dev.howdah.ui.kit.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Supplier;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;

/** Moves the window through time. What is asked for while a moment is being read waits, and only the last of it is read. */
final class ReplayController {
    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final Duration MARKS_EVERY = Duration.ofSeconds(5);

    private final ReplayModel model;
    private final ObservableValue<TimeRange> range;
    private final Kit kit;
    private final OneCall seeking;
    private final OneCall stepping;
    private final OneCall marking;
    private @Nullable Replay replay;
    private @Nullable Instant markedAt;

    ReplayController(ReplayModel model, ObservableValue<TimeRange> range, Kit kit) {
        this.model = model;
        this.range = range;
        this.kit = kit;
        seeking = new OneCall(kit.fx());
        stepping = new OneCall(kit.fx());
        marking = new OneCall(kit.fx());
        kit.era().onGo(this::onSeek);
        range.subscribe(r -> {
            markedAt = null;
            reach();
        });
    }

    void onShow(Subscriptions held) {
        held.add((javafx.util.Subscription) new Ticker<>(kit.fx(), BEAT, () -> BEAT, d -> beat(), t -> {}).start());
    }

    /** Another target is shown, or none: in the present. */
    void onOpened(@Nullable Replay now) {
        onLive();
        replay = now;
        markedAt = null;
        model.marks.set(List.of());
        kit.era().mark(List.of());
        beat();
    }

    private void beat() {
        Replay now = replay;
        model.available.set(now != null && now.recorded());
        reach();
        if (now == null || !model.available.get()) {
            return;
        }
        Instant present = now.present();
        if (markedAt == null || Duration.between(markedAt, present).compareTo(MARKS_EVERY) >= 0) {
            markedAt = present;
            marks(now, present);
        }
    }

    private void marks(Replay from, Instant present) {
        Instant wanted = model.wanted.get();
        Instant begin = model.reach.get().from();
        Instant shown = (wanted == null ? present : wanted).minus(range.getValue().length());
        Instant first = shown.isBefore(begin) ? shown : begin;
        marking.work(() -> from.annotations(first, present).stream().map(ReplayController::mark).toList(), found -> {
            if (replay == from) {
                model.marks.set(found);
                kit.era().mark(found);
            }
        }, t -> {});
    }

    private static Mark mark(Annotation a) {
        return new Mark(a.at(), a.author().isEmpty() ? a.text() : a.text() + " (" + a.author() + ")");
    }

    /** The slider reaches to the present, or when the shown moment lies before that around it. */
    private void reach() {
        Replay now = replay;
        if (now == null) {
            model.reach.set(ReplayModel.Reach.NONE);
            return;
        }
        Instant present = now.present();
        Instant wanted = model.wanted.get();
        Duration length = range.getValue().reach();
        ReplayModel.Reach before = model.reach.get();
        boolean fits = wanted != null && Duration.between(before.from(), before.to()).equals(length)
                && !wanted.isBefore(before.from()) && !wanted.isAfter(before.to());
        if (fits) {
            // While the past is shown the scale stands still under the hand.
            return;
        }
        Instant to = wanted == null || !wanted.isBefore(present.minus(length)) ? present : wanted.plus(length.dividedBy(2));
        model.reach.set(new ReplayModel.Reach(to.minus(length), to));
    }

    /** Shows a moment; one that is not over yet is the present. */
    void onSeek(Instant at) {
        Replay now = replay;
        if (now == null || !now.recorded()) {
            return;
        }
        if (!at.isBefore(now.present())) {
            onLive();
            return;
        }
        model.mistaken.set(false);
        model.wanted.set(at);
        reach();
        read(now, at);
    }

    private void read(Replay from, Instant at) {
        seeking.work(() -> from.read(at), scene -> {
            if (replay == from && model.wanted.get() != null) {
                show(from, scene);
            }
        }, kit.notices()::problem);
    }

    private void show(Replay from, Scene scene) {
        from.show(scene);
        model.scene.set(scene);
        kit.era().show(scene.at());
        markedAt = null;
    }

    /** Shows the present. */
    void onLive() {
        seeking.cancel();
        stepping.cancel();
        model.mistaken.set(false);
        model.wanted.set(null);
        if (replay != null) {
            replay.live();
        }
        model.scene.set(null);
        kit.era().show(null);
        reach();
    }

    /** Reads the shown moment again. */
    void onAgain() {
        Instant at = model.wanted.get();
        if (at != null) {
            onSeek(at);
        }
    }

    /** To the next sample before or after; from the present to the newest. */
    void onStep(boolean later) {
        Replay now = replay;
        Instant at = model.wanted.get();
        if (now == null || !model.available.get() || (later && at == null)) {
            return;
        }
        Instant from = at == null ? now.present() : at;
        to(now, () -> now.neighbour(from, later));
    }

    /** To the first sample within the slider's reach. */
    void onHome() {
        Replay now = replay;
        if (now != null && model.available.get()) {
            Instant from = model.reach.get().from().minusSeconds(1);
            to(now, () -> now.neighbour(from, true));
        }
    }

    /** To the newest sample that is written. */
    void onEnd() {
        Replay now = replay;
        if (now != null && model.available.get()) {
            Instant present = now.present();
            to(now, () -> now.neighbour(present, false));
        }
    }

    private void to(Replay now, Supplier<@Nullable Instant> where) {
        // Null is an answer too: there is nothing further on.
        stepping.work(() -> java.util.Optional.ofNullable(where.get()), found -> {
            if (replay == now) {
                found.ifPresent(this::onSeek);
            }
        }, kit.notices()::problem);
    }

    /** A time as people write it: 14:03, 14:03:10, 21 Nov 14:03, 2026-11-21 14:03. Empty is the present. */
    void onTyped(String text) {
        Replay now = replay;
        if (now == null) {
            return;
        }
        if (text.isBlank()) {
            onLive();
            return;
        }
        Instant at = Typed.moment(text, now.present(), ZoneId.systemDefault());
        model.mistaken.set(at == null);
        if (at != null) {
            onSeek(at);
        }
    }
}
