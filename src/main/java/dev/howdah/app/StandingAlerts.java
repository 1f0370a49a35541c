package dev.howdah.app;

import dev.howdah.engine.alert.AlertRule;
import dev.howdah.engine.cluster.ClusterException;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.DbProblem;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.health.Levels.Severity;
import dev.howdah.engine.sandbox.Sandbox;
import dev.howdah.engine.store.AlertStore;
import dev.howdah.engine.store.AlertStore.Mute;
import dev.howdah.engine.store.AlertStore.Stored;
import dev.howdah.engine.text.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What stands of one server, as a console or a worker wrote it down. It is read where a repository runs; none is started or made for it.
 *
 * @param notLooked why nobody can tell; null when it was read
 * @param open the worst and oldest first
 */
record StandingAlerts(@Nullable String notLooked, List<Open> open) {
    /** One that nobody has looked at for so long may be over. */
    private static final Duration OLD = Duration.ofMinutes(5);

    /**
     * @param stands false when nobody has looked for five minutes
     * @param muted why nobody is told of it; null when somebody is
     */
    record Open(Severity severity, String rule, String object, String text, Instant since, Instant seenAt, boolean stands, @Nullable String muted) {
        private String line() {
            String seen = stands ? Text.of("alertcli.stands") : Text.of("alertcli.stood", seenAt);
            String line = Text.of("cli.status.alert", severity, text, rule, since, seen);
            return muted == null ? line : line + " " + Text.of("cli.status.alert-muted", muted);
        }
    }

    static StandingAlerts of(Wiring wiring, Target target) {
        try (AlertStore store = new AlertStore(repository(wiring))) {
            Integer id = store.target(target);
            return new StandingAlerts(null, id == null ? List.of() : read(store, id, wiring, target));
        } catch (DbException e) {
            boolean bare = e.problem() instanceof DbProblem.Missing;
            return new StandingAlerts(bare ? Text.of("cli.status.no-history") : e.problem().title(), List.of());
        } catch (ClusterException e) {
            return new StandingAlerts(Text.of("cli.status.no-repository"), List.of());
        }
    }

    private static Target repository(Wiring wiring) {
        String text = wiring.settings().text("history.repository", "");
        return text.isEmpty() ? Sandbox.runningRepository(wiring.folders().sandbox()) : wiring.target(text);
    }

    private static List<Open> read(AlertStore store, int id, Wiring wiring, Target target) {
        List<Stored> all = store.open(id);
        if (all.isEmpty()) {
            return List.of();
        }
        Instant now = wiring.clock().instant();
        List<Mute> mutes = store.mutes(now);
        Map<String, String> groups = wiring.checking().alerts().plan().all(wiring.checking().all()).stream()
                .collect(Collectors.toMap(AlertRule::id, r -> r.manner().group(), (a, b) -> a));
        return all.stream().map(s -> {
            Mute by = mutes.stream().filter(m -> m.covers(AlertStore.place(target), s.rule(), groups.getOrDefault(s.rule(), ""), s.object()))
                    .findFirst().orElse(null);
            return new Open(Severity.valueOf(s.severity()), s.rule(), s.object(), s.sentence(), s.openedAt(), s.seenAt(),
                    Duration.between(s.seenAt(), now).compareTo(OLD) <= 0, by == null ? null : by.reason());
        }).toList();
    }

    /** Somebody has to know of it now. */
    boolean reaches(Severity least) {
        return open.stream().anyMatch(o -> o.stands() && o.muted() == null && o.severity().compareTo(least) >= 0);
    }

    /** As lines of text. */
    List<String> lines() {
        if (notLooked != null) {
            return List.of(Text.of("cli.status.alerts-not-looked", notLooked));
        }
        return open.isEmpty() ? List.of(Text.of("cli.status.no-alerts")) : open.stream().map(Open::line).toList();
    }
}
