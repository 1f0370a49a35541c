package dev.howdah.engine.log;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** A log under a prefix put together at random, written by the rules of the server's own code, beside what is in it. */
final class RandomPrefix {
    private static final List<String> USERS = List.of("ann", "bob_2", "app-user", "svc.web", "carol", "etl");
    private static final List<String> DATABASES = List.of("shop", "orders_eu", "db1", "ware-house", "crm");
    private static final List<String> APPLICATIONS = List.of("psql", "web", "billing-api", "worker.7", "");
    private static final List<String> ODD_USERS = List.of("ann", "müller", "o'neil", "Bob of All");
    private static final List<String> ODD_DATABASES = List.of("shop", "データ", "my shop", "a-b c");
    private static final List<String> ODD_APPLICATIONS = List.of("PostgreSQL JDBC Driver", "pgAdmin 4 - DB:shop", "web: a b, c [d]", "Service/1.2 (x)", "psql");
    private static final List<String> HOSTS = List.of("[local]", "10.0.0.12", "192.168.1.7", "::1", "fe80::1:2", "client7.example.com");
    private static final String PLAIN = "%";

    private final Random random;
    final String prefix;
    final boolean connections;
    final boolean odd;
    final StringBuilder text = new StringBuilder();
    final Map<String, String> truth = new TreeMap<>();
    private final Map<String, long[]> sums = new TreeMap<>();
    private final List<Session> sessions = new ArrayList<>();
    private final Map<Long, Integer> numbers = new HashMap<>();
    private long clock = 1_795_000_000_123L;

    private record Session(long pid, long start, String user, String database, String application, String host, int port, boolean known) {}

    RandomPrefix(long seed) {
        random = new Random(seed);
        connections = random.nextInt(10) < 6;
        odd = random.nextInt(10) < 3;
        prefix = compose();
        fill();
    }

    /** Under this prefix, with connections and ordinary names. */
    RandomPrefix(long seed, String prefix) {
        random = new Random(seed);
        connections = true;
        odd = false;
        this.prefix = prefix;
        fill();
    }

    private void fill() {
        write();
        sums.forEach((k, v) -> truth.put(k, v[0] + " x " + v[1]));
    }

    private String one(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    /** As people write them: a time, a process, names, and more, each in its signs. */
    private String compose() {
        String time = chance(70) ? "m" : chance(70) ? "t" : "n";
        List<String> parts = new ArrayList<>(List.of(chance(80) ? "p" : "c"));
        if (chance(15)) {
            parts.add("pc".replace(parts.getFirst(), ""));
        }
        for (String name : List.of("u85", "d85", "a60", "h20", "r25", "l25", "e20", "v12", "x12", "Q12", "i12", "b12", "P5", "s8", "L4")) {
            if (chance(Integer.parseInt(name.substring(1)))) {
                parts.add(name.substring(0, 1));
            }
        }
        if (parts.contains("h") && parts.contains("r")) {
            parts.remove("h");
        }
        Collections.shuffle(parts, random);
        if (chance(50)) {
            parts.removeAll(List.of("p", "c"));
            parts.addFirst("p");
        }
        parts.add(chance(85) ? 0 : random.nextInt(parts.size()), time);
        return joined(parts);
    }

    private String joined(List<String> parts) {
        String separator = one(List.of(" ", " ", " ", " ", ":", "|", ",", " - ", "; ", "/"));
        String signs = one(List.of("", "", "", "[]", "()", "{}", "<>"));
        boolean keys = chance(25);
        boolean quits = chance(50);
        int quit = quits ? 1 + random.nextInt(parts.size()) : -1;
        StringBuilder out = new StringBuilder(chance(5) ? "%% " : chance(4) ? "pg: " : "");
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i);
            String behind = i + 1 < parts.size() ? parts.get(i + 1) : "";
            out.append(i == quit ? "%q" : "");
            boolean pair = "u".equals(part) && "d".equals(behind);
            out.append(decorated(part, signs, keys));
            if (i + 1 < parts.size()) {
                boolean moment = "mtns".contains(part);
                out.append(pair && chance(60) ? "@" : chance(80) ? moment && chance(60) ? " " : separator : one(List.of(" ", ":", "|", ", ")));
            }
        }
        return out.append(one(List.of(" ", " ", " ", ": ", "> ", "|", ""))).toString().replace("::", ":").replace(": :", ":");
    }

    private String decorated(String part, String signs, boolean keys) {
        String width = chance(6) ? one(List.of("-", "")) + (4 + random.nextInt(14)) : "";
        String escape = "%" + width + part;
        String key = keys ? Map.of("u", "user=", "d", "db=", "a", "app=", "h", "client=", "r", "client=", "p", "pid=", "l", "line=", "x", "xid=", "v", "vxid=")
                .getOrDefault(part, "") : "";
        return signs.isEmpty() || chance(30) ? key + escape : signs.charAt(0) + key + escape + signs.charAt(1);
    }

    private void write() {
        for (int i = 0; i < 24; i++) {
            Session s = new Session(2_000 + random.nextInt(60_000), clock + i * 1_000, one(odd ? ODD_USERS : USERS), one(odd ? ODD_DATABASES : DATABASES),
                    one(odd ? ODD_APPLICATIONS : APPLICATIONS), one(HOSTS), 30_000 + random.nextInt(30_000), true);
            sessions.add(s);
            clock += 200;
            if (connections) {
                Session before = new Session(s.pid, s.start, "", "", "", s.host, s.port, true);
                line(before, "LOG", "connection received: host=" + s.host + ("[local]".equals(s.host) ? "" : " port=" + s.port), "not initialized");
                line(new Session(s.pid, s.start, s.user, s.database, "", s.host, s.port, true), "LOG",
                        "connection authorized: user=" + s.user + " database=" + s.database + (s.application.isEmpty() ? "" : " application_name=" + s.application), "client backend");
            }
        }
        for (int i = 0; i < 240; i++) {
            clock += random.nextInt(700);
            if (chance(8)) {
                background();
            } else {
                work(sessions.get(random.nextInt(sessions.size())));
            }
        }
        for (Session s : connections ? sessions : List.<Session>of()) {
            clock += 20;
            line(s, "LOG", "disconnection: session time: 0:00:01.000 user=" + s.user + " database=" + s.database + " host=" + s.host, "client backend");
        }
    }

    private void background() {
        Session none = new Session(1_990 + random.nextInt(3), 1_795_000_000_000L, "", "", "", "", 0, false);
        line(none, "LOG", chance(50) ? "checkpoint starting: time" : "automatic vacuum of table \"shop.public.t\": index scans: 0\n\tpages: 0 removed", "checkpointer");
    }

    private void work(Session s) {
        if (chance(10)) {
            line(s, "ERROR", "relation \"gone\" does not exist at character 15", "client backend");
            line(s, "STATEMENT", "select * from gone", "client backend");
            add("errors", 0);
            return;
        }
        long micros = 1 + random.nextInt(90_000);
        String sql = one(List.of("select a from t where b = 7", "update t set a = 1\n\t  where b = 2", "insert into t values (1, 'LOG:  x')", "commit"));
        line(s, "LOG", "duration: " + micros / 1000 + "." + String.format("%03d", micros % 1000) + " ms  statement: " + sql, "client backend");
        add("user " + (has('u') ? s.user : ""), micros);
        add("database " + (has('d') ? s.database : ""), micros);
        add("application " + (has('a') ? s.application : ""), micros);
        add("statement " + sql.replaceAll("\\s+", " ").replaceAll("= \\d+", "=?").substring(0, 6), micros);
    }

    private boolean has(char escape) {
        return prefix.matches(".*%-?\\d*" + escape + ".*");
    }

    private void add(String key, long micros) {
        long[] sum = sums.computeIfAbsent(key, k -> new long[2]);
        sum[0]++;
        sum[1] += micros;
    }

    private void line(Session s, String level, String message, String backend) {
        numbers.merge(s.pid, 1, Integer::sum);
        text.append(head(s, backend, "ERROR".equals(level) ? "42P01" : "00000")).append(level).append(":  ").append(message).append('\n');
    }

    private String head(Session s, String backend, String state) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < prefix.length(); i++) {
            if (!prefix.startsWith(PLAIN, i)) {
                out.append(prefix.charAt(i));
                continue;
            }
            int j = i + 1;
            while (prefix.charAt(j) == '-' || Character.isDigit(prefix.charAt(j))) {
                j++;
            }
            int width = j > i + 1 ? Integer.parseInt(prefix.substring(i + 1, j)) : 0;
            i = j;
            if (prefix.charAt(j) == 'q') {
                if (!s.known) {
                    return out.toString();
                }
                continue;
            }
            String value = value(prefix.charAt(j), s, backend, state);
            String blanks = " ".repeat(Math.max(0, Math.abs(width) - value.getBytes(java.nio.charset.StandardCharsets.UTF_8).length));
            out.append(width > 0 ? blanks : "").append(value).append(width < 0 ? blanks : "");
        }
        return out.toString();
    }

    private String value(char escape, Session s, String backend, String state) {
        String unknown = "[unknown]";
        return switch (escape) {
            case '%' -> "%";
            case 'u' -> !s.known ? "" : s.user.isEmpty() ? unknown : s.user;
            case 'd' -> !s.known ? "" : s.database.isEmpty() ? unknown : s.database;
            case 'a' -> !s.known ? "" : s.application.isEmpty() ? unknown : s.application;
            case 'h' -> s.host;
            case 'r' -> s.host.isEmpty() || "[local]".equals(s.host) ? s.host : s.host + "(" + s.port + ")";
            case 'L' -> s.known ? "10.0.0.1" : "[none]";
            case 'b' -> backend;
            case 'p' -> Long.toString(s.pid);
            case 'P' -> "";
            case 't' -> stamp(clock, false);
            case 'm' -> stamp(clock, true);
            case 's' -> stamp(s.start, false);
            case 'n' -> clock / 1000 + "." + String.format("%03d", clock % 1000);
            case 'i' -> !s.known ? "" : "not initialized".equals(backend) ? "" : state.equals("00000") ? List.of("SELECT", "UPDATE", "idle").get((int) (clock % 3)) : "SELECT";
            case 'e' -> state;
            case 'c' -> Long.toHexString(s.start / 1000) + "." + Long.toHexString(s.pid);
            case 'l' -> Integer.toString(numbers.getOrDefault(s.pid, 0));
            case 'v' -> s.known ? s.pid % 90 + "/" + clock % 10_000 : "";
            case 'x' -> clock % 5 == 0 ? Long.toString(700 + clock % 5_000) : "0";
            case 'Q' -> clock % 3 == 0 ? "0" : Long.toString((clock * 0x9E3779B97F4A7C15L) | 1L << 60);
            default -> throw new IllegalArgumentException(String.valueOf(escape));
        };
    }

    private static String stamp(long millis, boolean fraction) {
        String text = java.time.Instant.ofEpochMilli(millis).atOffset(java.time.ZoneOffset.ofHours(5)).toLocalDateTime().toString().replace('T', ' ');
        String whole = (text.length() < 23 ? text + (text.length() == 19 ? ".000" : "0".repeat(23 - text.length())) : text).substring(0, 23);
        return (fraction ? whole : whole.substring(0, 19)) + " PKT";
    }
}
