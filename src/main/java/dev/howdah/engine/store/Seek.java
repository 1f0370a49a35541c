package dev.howdah.engine.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one moment: all that a level holds of it in one round trip, then statements' texts that were not read before. Moving through
 * time waits for round trips more than for anything else. Made for one moment; belongs to one thread.
 */
final class Seek {
    private static final Snapshots.Activity NOBODY = new Snapshots.Activity(List.of(), List.of());

    /** The last one before the moment. */
    private static final String BEFORE = "(SELECT " + Snapshot.COLUMNS + " FROM %s WHERE target = ? AND kind = ?"
            + " AND at <= ? AND at > ? ORDER BY at DESC, seq DESC LIMIT 1)";

    /** The one that goes over it. */
    private static final String OVER = "(SELECT " + Snapshot.COLUMNS + " FROM %s WHERE target = ? AND kind = ?"
            + " AND at > ? AND at <= ? AND since <= ? ORDER BY at, seq DESC LIMIT 1)";

    private final Connection c;
    private final Remembered known;
    private final int target;
    private final Instant at;
    private final Map<Integer, Snapshot> snapshots = new HashMap<>();
    private @Nullable Level level;
    private @Nullable Level summed;
    private Map<String, Double> figures = Map.of();
    private List<AlertStore.Stored> alerts = List.of();

    Seek(Connection c, Remembered known, int target, Instant at) {
        this.c = c;
        this.known = known;
        this.target = target;
        this.at = at;
    }

    Moment moment() throws SQLException {
        for (Level l : known.order(c, target, at.getEpochSecond())) {
            if (l == Level.MIDDLE && summed == l && level != null && snapshots.containsKey(Snapshots.ACTIVITY)) {
                // Only the statements are missing, and they were looked for here.
                continue;
            }
            look(l);
            // What is told and Howdah's own figures are nowhere else when they are not here.
            if (level != null && snapshots.containsKey(Snapshots.ACTIVITY) && snapshots.containsKey(Snapshots.STATEMENTS)) {
                break;
            }
        }
        Snapshot activity = snapshots.get(Snapshots.ACTIVITY);
        Snapshot statements = snapshots.get(Snapshots.STATEMENTS);
        Snapshot gauges = snapshots.get(Snapshots.GAUGES);
        Snapshots.Activity packed = activity == null ? NOBODY : Snapshots.activity(activity.body());
        List<Snapshots.Line> lines = statements == null ? List.of() : Snapshots.lines(statements.body());
        Set<Long> wanted = new HashSet<>(Snapshots.ids(List.of(packed), lines));
        if (gauges != null) {
            wanted.add(Gauges.names(gauges.body()));
        }
        Map<Long, String> texts = known.texts(c, wanted);
        return new Moment(at, level, figures, activity == null ? null : activity.at(), Snapshots.sessions(packed, texts::get), packed.waits(),
                statements == null ? null : statements.since(), statements == null ? null : statements.at(),
                lines.stream().map(l -> Snapshots.line(l, texts::get)).toList(), own(gauges, texts));
    }

    private Moment.Own own(@Nullable Snapshot gauges, Map<Long, String> texts) {
        Snapshot told = snapshots.get(Snapshots.TOLD);
        Gauges read = gauges == null ? null : Gauges.unpack(gauges.body(), texts::get);
        return new Moment.Own(told == null ? null : new Told(told.at(), told.body()), read == null ? Map.of() : read.at(at), alerts);
    }

    private void look(Level l) throws SQLException {
        // Statements are not told by the second.
        Level sums = l == Level.FINE ? Level.MIDDLE : l;
        summed = sums;
        String fine = l.snapshots();
        try (PreparedStatement s = c.prepareStatement(Rows.query(l, "NULL::bytea") + ";\n"
                + String.join(" UNION ALL ", BEFORE.formatted(fine), BEFORE.formatted(fine), OVER.formatted(fine), OVER.formatted(sums.snapshots()))
                + ";\n" + AlertStore.STOOD)) {
            long reach = l == Level.FINE ? History.HELD : l.step();
            int place = Rows.bind(s, 1, l, target, at.getEpochSecond() - reach + 1, at.getEpochSecond() + 1);
            place = before(s, place, Snapshots.ACTIVITY, l == Level.FINE ? 90 : 3L * l.snapshotEvery());
            place = before(s, place, Snapshots.TOLD, l.toldEvery() * 4L / 3);
            place = over(s, place, Snapshots.GAUGES, l.block());
            place = over(s, place, Snapshots.STATEMENTS, 3L * sums.snapshotEvery());
            s.setInt(place, target);
            s.setTimestamp(place + 1, Timestamp.from(at));
            s.setTimestamp(place + 2, Timestamp.from(at));
            s.execute();
            read(s, l, reach);
        }
    }

    private int before(PreparedStatement s, int place, int kind, long reach) throws SQLException {
        s.setInt(place, target);
        s.setInt(place + 1, kind);
        s.setTimestamp(place + 2, Timestamp.from(at));
        s.setTimestamp(place + 3, Timestamp.from(at.minusSeconds(reach)));
        return place + 4;
    }

    private int over(PreparedStatement s, int place, int kind, long reach) throws SQLException {
        s.setInt(place, target);
        s.setInt(place + 1, kind);
        s.setTimestamp(place + 2, Timestamp.from(at));
        s.setTimestamp(place + 3, Timestamp.from(at.plus(Duration.ofSeconds(reach))));
        s.setTimestamp(place + 4, Timestamp.from(at));
        return place + 5;
    }

    private void read(PreparedStatement s, Level l, long reach) throws SQLException {
        List<Rows.Stored> rows;
        try (ResultSet r = s.getResultSet()) {
            rows = new ArrayList<>(Rows.read(r, l, at.getEpochSecond() - reach + 1));
        }
        s.getMoreResults();
        try (ResultSet r = s.getResultSet()) {
            while (r.next()) {
                Snapshot found = Snapshot.of(r);
                snapshots.putIfAbsent(found.kind(), found);
            }
        }
        s.getMoreResults();
        try (ResultSet r = s.getResultSet()) {
            List<AlertStore.Stored> stood = new ArrayList<>();
            while (r.next()) {
                stood.add(AlertStore.stored(r));
            }
            alerts = stood;
        }
        if (level == null) {
            figures(rows, l);
        }
    }

    /** The newest step at or before the moment of which anything is known; of two for one moment the one that was written last. */
    private void figures(List<Rows.Stored> rows, Level l) throws SQLException {
        rows.sort(Comparator.comparingLong(Rows.Stored::written));
        long second = at.getEpochSecond();
        long best = Long.MIN_VALUE;
        for (Rows.Stored stored : rows) {
            Row row = stored.row();
            int i = (int) Math.min(row.steps() - 1, (second - row.second()) / row.step());
            if (second < row.second() || row.second() + (long) i * row.step() < best) {
                continue;
            }
            List<String> names = known.names(c, stored.figures());
            Map<String, Double> found = new LinkedHashMap<>();
            for (int f = 0; f < names.size(); f++) {
                if (!Float.isNaN(row.mean(f, i))) {
                    found.put(names.get(f), (double) row.mean(f, i));
                }
            }
            if (!found.isEmpty()) {
                best = row.second() + (long) i * row.step();
                figures = found;
                level = l;
            }
        }
    }
}
