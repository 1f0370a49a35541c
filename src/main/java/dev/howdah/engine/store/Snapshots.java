package dev.howdah.engine.store;

import dev.howdah.engine.activity.Blocking;
import dev.howdah.engine.activity.Session;
import dev.howdah.engine.sqltext.Hash;
import dev.howdah.engine.sqltext.Literals;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sessions, locks, statements and what was told of a moment as bytes: deflated JSON, statements' texts by number, so that a text is
 * stored once. {@link Gauges} pack themselves.
 * Constants in texts of sessions are masked: what was sought or written does not leave the server. Thread-safe.
 */
final class Snapshots {
    static final int ACTIVITY = 1;
    static final int STATEMENTS = 2;
    static final int TOLD = 3;
    static final int GAUGES = 4;

    private static final int MOST_SESSIONS = 300;
    private static final int LONGEST_TEXT = 8_000;
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    /** @param texts that the body names by number */
    record Packed(byte[] body, Map<Long, String> texts) {
        int size() {
            return body.length + texts.values().stream().mapToInt(String::length).sum();
        }
    }

    /** Who did what and who waited. */
    record Activity(List<Session> sessions, List<Blocking> waits) {}

    /** A statement's line as it is stored: its text by number, counters that are not 0 by their place. */
    record Line(long user, long database, long query, boolean top, long text, TreeMap<Integer, Double> counters, int count) {}

    /** The lines of a stretch of time. */
    record Lines(List<Line> lines) {}

    private Snapshots() {}

    /** @param sessions those that run longest are kept when there are very many */
    static Packed pack(List<Session> sessions, List<Blocking> waits) {
        Map<Long, String> texts = new HashMap<>();
        List<Session> kept = sessions.stream()
                .sorted(Comparator.comparing((Session s) -> s.transactionSeconds() == null ? 0 : -s.transactionSeconds()))
                .limit(MOST_SESSIONS)
                .map(s -> withText(s, s.query() == null ? null : number(Literals.mask(cut(s.query())), texts)))
                .toList();
        return new Packed(deflated(JSON.writeValueAsBytes(new Activity(kept, waits))), texts);
    }

    static Packed pack(List<StatementLine> lines) {
        Map<Long, String> texts = new HashMap<>();
        List<Line> stored = new ArrayList<>();
        for (StatementLine l : lines) {
            TreeMap<Integer, Double> counters = new TreeMap<>();
            for (int i = 0; i < l.counters().length; i++) {
                if (l.counters()[i] != 0) {
                    counters.put(i, Double.isNaN(l.counters()[i]) ? null : rounded(l.counters()[i]));
                }
            }
            long text = l.text() == null ? 0 : Long.parseLong(number(cut(l.text()), texts));
            stored.add(new Line(l.userId(), l.databaseId(), l.queryId(), l.toplevel(), text, counters, l.counters().length));
        }
        return new Packed(deflated(JSON.writeValueAsBytes(new Lines(stored))), texts);
    }

    static Packed pack(Object told) {
        return new Packed(deflated(JSON.writeValueAsBytes(told)), Map.of());
    }

    static <T> T told(byte[] body, Class<T> type) {
        return JSON.readValue(inflated(body), type);
    }

    static Activity activity(byte[] body) {
        return JSON.readValue(inflated(body), Activity.class);
    }

    /** The texts that they name. */
    static Set<Long> ids(Collection<Activity> activities, Collection<Line> lines) {
        Set<Long> ids = new LinkedHashSet<>();
        activities.forEach(a -> a.sessions().forEach(s -> {
            if (s.query() != null) {
                ids.add(Long.parseLong(s.query()));
            }
        }));
        lines.forEach(l -> ids.add(l.text()));
        return ids;
    }

    /** The sessions with their texts; a text that is not known any more is null. */
    static List<Session> sessions(Activity packed, LongFunction<@Nullable String> texts) {
        return packed.sessions().stream()
                .map(s -> withText(s, s.query() == null ? null : texts.apply(Long.parseLong(s.query()))))
                .toList();
    }

    static List<Line> lines(byte[] body) {
        return JSON.readValue(inflated(body), Lines.class).lines();
    }

    static StatementLine line(Line l, LongFunction<@Nullable String> texts) {
        double[] counters = new double[l.count()];
        l.counters().forEach((i, v) -> counters[i] = v == null ? Double.NaN : v);
        return new StatementLine(l.user(), l.database(), l.query(), l.top(), l.text() == 0 ? null : texts.apply(l.text()), counters);
    }

    /** Counts stay as they are, times are kept to the microsecond: the digits behind are noise, and do not compress. */
    private static double rounded(double value) {
        return value == Math.rint(value) || Math.abs(value) > 1e12 ? value : Math.rint(value * 1_000) / 1_000;
    }

    static String number(String text, Map<Long, String> texts) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        long id = Hash.of(bytes, 0, bytes.length);
        texts.put(id, text);
        return Long.toString(id);
    }

    private static String cut(String text) {
        String whole = text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
        // The server knows no such character, and would refuse the row.
        return whole.replace('\0', ' ');
    }

    private static Session withText(Session s, @Nullable String text) {
        return new Session(s.pid(), s.leaderPid(), s.backendType(), s.database(), s.user(), s.application(), s.clientAddress(), s.clientPort(),
                s.backendStart(), s.state(), s.waitEventType(), s.waitEvent(), s.connectedSeconds(), s.transactionSeconds(),
                s.statementSeconds(), s.stateSeconds(), s.xidAge(), s.xminAge(), s.queryId(), text);
    }

    static byte[] deflated(byte[] plain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflate = new DeflaterOutputStream(out)) {
            deflate.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static byte[] inflated(byte[] packed) {
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(packed))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
