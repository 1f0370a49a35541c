package dev.howdah.engine.store;

import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.OneConnection;
import dev.howdah.engine.db.Server;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.text.Text;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Alerts in the repository: what stands, what was, who was told, and what is muted. It has a connection of its own with short time
 * limits, because whoever waits here is late with a notice. All calls throw {@link dev.howdah.engine.db.DbException} when the
 * repository is away. Thread-safe.
 */
public final class AlertStore implements AutoCloseable {
    private static final SessionSpec SESSION =
            new SessionSpec("alerts", false, Duration.ofSeconds(3), Duration.ofSeconds(2), Duration.ofSeconds(10));
    private static final String COLUMNS = "a.id, t.name AS target_name, a.target, a.rule, a.object, a.severity, a.title, a.sentence, a.tab,"
            + " a.value, a.worst, a.opened_at, a.seen_at, a.closed_at";
    private static final String FROM = " FROM howdah_store.alert a JOIN howdah_store.target t ON t.id = a.target";

    /** Those that stood at a moment: target, and the moment twice. */
    static final String STOOD = "SELECT " + COLUMNS + FROM + " WHERE a.target = ? AND a.opened_at <= ? AND coalesce(a.closed_at, 'infinity') > ?"
            + " ORDER BY a.severity, a.opened_at LIMIT 100";

    private final OneConnection source;
    private final Db db;

    /** @param repository a database that a {@link Repository} was opened in */
    public AlertStore(Target repository) {
        source = new OneConnection(repository, SESSION);
        db = new Db(repository, source);
    }

    /**
     * An alert as it stands there.
     *
     * @param target the target's number, see {@link Repository#find}
     * @param severity WARNING or CRITICAL
     * @param value NaN when its sentence says all; {@code worst} likewise
     * @param closedAt null while it stands
     */
    public record Stored(
            long id, String targetName, int target, String rule, String object, String severity, String title, String sentence, String tab,
            double value, double worst, Instant openedAt, Instant seenAt, @Nullable Instant closedAt) {}

    /**
     * What an output was told last of an alert.
     *
     * @param rank of the severity
     * @param over whether that was its end
     */
    public record Told(long alert, String output, Instant at, int rank, boolean over) {}

    /**
     * What nobody wants to hear of.
     *
     * @param place {@code address/database}, or {@code *} for all servers
     * @param rule a rule's id, {@code group:<group>} or {@code *}
     * @param object or {@code *}
     * @param until null for as long as nobody ends it
     */
    public record Mute(String place, String rule, String object, @Nullable Instant until, String reason, String author, Instant madeAt) {
        /** Stands for all places, rules or objects. */
        public static final String ALL = "*";

        public boolean covers(String otherPlace, String otherRule, String group, String otherObject) {
            return (place.equals(ALL) || place.equals(otherPlace))
                    && (rule.equals(ALL) || rule.equals(otherRule) || rule.equals("group:" + group))
                    && (object.equals(ALL) || object.equals(otherObject));
        }
    }

    /** How a mute names a target. */
    public static String place(Target target) {
        return TargetFacts.address(target) + "/" + target.database();
    }

    /** The target's number; null when it was never recorded there. */
    public @Nullable Integer target(Target wanted) {
        return db.<Optional<Integer>, RuntimeException>call(h -> h.createQuery("SELECT id FROM howdah_store.target WHERE database = :database"
                + " AND (address = :address OR name = :name) ORDER BY address = :address DESC, id LIMIT 1")
                .bind("database", wanted.database()).bind("address", TargetFacts.address(wanted)).bind("name", wanted.name())
                .mapTo(Integer.class).findOne()).orElse(null);
    }

    /** The target's number; one that was never recorded is noted there. */
    public int register(Target wanted, Server server, Instant now) {
        return db.call(h -> h.inTransaction(t -> new TargetTable().place(t.getConnection(), TargetFacts.of(wanted, server), now).id()));
    }

    /**
     * Opens an alert, or finds it open already: by this process before, or by another one. A new one is noted in the history.
     *
     * @param a its id is ignored
     * @return the alert as it stands now; with an older beginning when it was there
     */
    public Stored open(Stored a) {
        return db.tx(h -> {
            List<Long> made = h.createQuery("INSERT INTO howdah_store.alert (target, rule, object, severity, title, sentence, tab, value, worst, opened_at, seen_at)"
                    + " VALUES (:target, :rule, :object, :severity, :title, :sentence, :tab, :value, :worst, :openedAt, :seenAt)"
                    + " ON CONFLICT (target, rule, object) WHERE closed_at IS NULL DO NOTHING RETURNING id")
                    .bindMap(values(a)).mapTo(Long.class).list();
            if (!made.isEmpty()) {
                annotate(h, a);
            }
            return h.createQuery("SELECT " + COLUMNS + FROM + " WHERE a.target = :target AND a.rule = :rule AND a.object = :object AND a.closed_at IS NULL")
                    .bindMap(values(a)).map((r, c) -> stored(r)).one();
        });
    }

    private static void annotate(Handle h, Stored a) {
        Annotation note = new Annotation(a.openedAt(), Annotation.Kind.NOTE, Text.of("alert.annotation", a.sentence()), "", a.target());
        h.createUpdate("INSERT INTO howdah_store.annotation (target, at, kind, text, author) VALUES (:target, :at, :kind, :text, :author)")
                .bindMap(Repository.values(note)).execute();
    }

    /** It still stands, maybe otherwise. */
    public void seen(Stored a) {
        db.call(h -> h.createUpdate("UPDATE howdah_store.alert SET severity = :severity, sentence = :sentence, value = :value, worst = :worst,"
                + " seen_at = greatest(seen_at, :seenAt) WHERE id = :id AND closed_at IS NULL").bindMap(values(a)).execute());
    }

    /** Ends it; nothing happens when another process did. */
    public void close(long id, Instant at) {
        db.call(h -> h.createUpdate("UPDATE howdah_store.alert SET closed_at = greatest(:at, opened_at) WHERE id = :id AND closed_at IS NULL")
                .bind("id", id).bind("at", Timestamp.from(at)).execute());
    }

    /** All that stand, of one target or, with null, of all. */
    public List<Stored> open(@Nullable Integer target) {
        return db.call(h -> h.createQuery("SELECT " + COLUMNS + FROM + " WHERE a.closed_at IS NULL AND (cast(:target AS integer) IS NULL OR a.target = :target)"
                + " ORDER BY a.severity, a.opened_at, a.id").bind("target", target).map((r, c) -> stored(r)).list());
    }

    /** Those that ended after a moment and of whose end an output that heard of them was not told yet. */
    public List<Stored> owed(int target, Instant after) {
        return db.call(h -> h.createQuery("SELECT " + COLUMNS + FROM + " WHERE a.target = :target AND a.closed_at > :after"
                + " AND EXISTS (SELECT FROM howdah_store.alert_notice n WHERE n.alert = a.id AND n.over <> (n.state = 'sent'))")
                .bind("target", target).bind("after", Timestamp.from(after)).map((r, c) -> stored(r)).list());
    }

    /** What stood within a stretch of time, the newest first, at most 10,000. */
    public List<Stored> between(@Nullable Integer target, Instant from, Instant to) {
        return db.call(h -> h.createQuery("SELECT " + COLUMNS + FROM + " WHERE a.opened_at <= :to AND (a.closed_at IS NULL OR a.closed_at >= :from)"
                + " AND (cast(:target AS integer) IS NULL OR a.target = :target) ORDER BY a.opened_at DESC, a.id DESC LIMIT 10000")
                .bind("target", target).bind("from", Timestamp.from(from)).bind("to", Timestamp.from(to)).map((r, c) -> stored(r)).list());
    }

    /** What outputs were told of an alert and what arrived; an end that did not arrive counts as what was told before it. */
    public List<Told> told(long alert) {
        return db.call(h -> h.createQuery("SELECT alert, output, at, rank, over AND state = 'sent' FROM howdah_store.alert_notice"
                + " WHERE alert = :alert AND (state = 'sent' OR over)")
                .bind("alert", alert)
                .map((r, c) -> new Told(r.getLong(1), r.getString(2), r.getTimestamp(3).toInstant(), r.getInt(4), r.getBoolean(5))).list());
    }

    /**
     * Takes the right to tell an output of an alert: of several processes one gets it. It has it for two minutes; one that ended
     * before it said {@link #delivered} loses it to the next.
     *
     * @param repeat after which time it may be told again; zero for never
     * @param retry after which time again when it was not delivered
     */
    public boolean claim(Told told, Duration repeat, Duration retry) {
        return db.call(h -> h.createQuery("INSERT INTO howdah_store.alert_notice AS n (alert, output, at, rank, over, state)"
                + " VALUES (:alert, :output, :at, :rank, :over, 'claimed')"
                + " ON CONFLICT (alert, output) DO UPDATE SET at = excluded.at, rank = excluded.rank, over = excluded.over, state = 'claimed', problem = NULL"
                + " WHERE (excluded.over AND NOT n.over) OR (excluded.over = n.over AND ("
                + "   (NOT n.over AND (excluded.rank > n.rank OR (:repeat > 0 AND abs(extract(epoch FROM excluded.at - n.at)) >= :repeat)))"
                + "   OR (n.state = 'claimed' AND excluded.at >= n.at + interval '2 minutes')"
                + "   OR (n.state = 'failed' AND extract(epoch FROM excluded.at - n.at) >= :retry)))"
                + " RETURNING 1")
                .bind("alert", told.alert()).bind("output", told.output()).bind("at", Timestamp.from(told.at())).bind("rank", told.rank())
                .bind("over", told.over()).bind("repeat", repeat.toMillis() / 1e3).bind("retry", retry.toMillis() / 1e3)
                .mapTo(Integer.class).findOne().isPresent());
    }

    /** @param problem why it was not; null when it was */
    public void delivered(long alert, String output, @Nullable String problem) {
        db.call(h -> h.createUpdate("UPDATE howdah_store.alert_notice SET state = :state, problem = :problem WHERE alert = :alert AND output = :output")
                .bind("alert", alert).bind("output", output).bind("state", problem == null ? "sent" : "failed").bind("problem", problem).execute());
    }

    /** Mutes that have not ended. */
    public List<Mute> mutes(Instant now) {
        return db.call(h -> h.createQuery("SELECT place, rule, object, until, reason, author, made_at FROM howdah_store.alert_mute"
                + " WHERE until IS NULL OR until > :now ORDER BY made_at").bind("now", Timestamp.from(now))
                .map((r, c) -> new Mute(r.getString(1), r.getString(2), r.getString(3), instant(r, "until"), r.getString(5), r.getString(6),
                        r.getTimestamp(7).toInstant())).list());
    }

    /** In place of an earlier one of the same. */
    public void mute(Mute m) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("place", m.place());
        values.put("rule", m.rule());
        values.put("object", m.object());
        values.put("until", m.until() == null ? null : Timestamp.from(m.until()));
        values.put("reason", m.reason().replace('\0', ' '));
        values.put("author", m.author());
        values.put("madeAt", Timestamp.from(m.madeAt()));
        db.call(h -> h.createUpdate("INSERT INTO howdah_store.alert_mute (place, rule, object, until, reason, author, made_at)"
                + " VALUES (:place, :rule, :object, :until, :reason, :author, :madeAt) ON CONFLICT (place, rule, object) DO UPDATE SET"
                + " until = excluded.until, reason = excluded.reason, author = excluded.author, made_at = excluded.made_at")
                .bindMap(values).execute());
    }

    /** True when there was one. */
    public boolean unmute(String place, String rule, String object) {
        return db.update("DELETE FROM howdah_store.alert_mute WHERE place = :place AND rule = :rule AND object = :object",
                Map.of("place", place, "rule", rule, "object", object)) > 0;
    }

    private static Map<String, @Nullable Object> values(Stored a) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("id", a.id());
        values.put("target", a.target());
        values.put("rule", a.rule());
        values.put("object", a.object().replace('\0', ' '));
        values.put("severity", a.severity());
        values.put("title", a.title());
        values.put("sentence", a.sentence().replace('\0', ' '));
        values.put("tab", a.tab());
        values.put("value", Double.isFinite(a.value()) ? a.value() : null);
        values.put("worst", Double.isFinite(a.worst()) ? a.worst() : null);
        values.put("openedAt", Timestamp.from(a.openedAt()));
        values.put("seenAt", Timestamp.from(a.seenAt()));
        return values;
    }

    static Stored stored(ResultSet r) throws SQLException {
        return new Stored(r.getLong("id"), r.getString("target_name"), r.getInt("target"), r.getString("rule"), r.getString("object"),
                r.getString("severity"), r.getString("title"), r.getString("sentence"), r.getString("tab"), number(r, "value"), number(r, "worst"),
                r.getTimestamp("opened_at").toInstant(), r.getTimestamp("seen_at").toInstant(), instant(r, "closed_at"));
    }

    private static double number(ResultSet r, String column) throws SQLException {
        double value = r.getDouble(column);
        return r.wasNull() ? Double.NaN : value;
    }

    private static @Nullable Instant instant(ResultSet r, String column) throws SQLException {
        Timestamp at = r.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    @Override
    public void close() {
        source.close();
    }
}
