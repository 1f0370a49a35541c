package dev.howdah.bench;

import dev.howdah.engine.log.LogAnalysis;
import dev.howdah.engine.log.LogFiles;
import dev.howdah.engine.log.LogOptions;
import dev.howdah.engine.log.LogReport;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Speed and memory of log analysis on an ordinary load of 1 GB in each form and on a hostile one (errors, deadlocks, dollar quotes, forged lines, plans,
 * a crash: the sample of the tests, again and again), each run in a JVM of its own, beside {@code grep -c duration} on the same file and pgBadger, where
 * it is installed, on the start of it. CPU seconds stand beside the wall's, because the wall tells little on a machine that others use.
 */
@Tag("campaign")
class LogBench {
    private static final long SIZE = Long.getLong("howdah.log.bench.bytes", 1_000_000_000L);
    private static final int SLICE = Integer.getInteger("howdah.log.bench.slice", 12_000_000);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS 'UTC'", Locale.ROOT);

    @TempDir
    Path folder = Path.of("");

    /** CPU seconds and the wall's, and what was said last. */
    private record Run(double cpu, double wall, String said) {}

    @Test
    void measuresEveryForm() throws Exception {
        for (String load : List.of("ordinary", "hostile")) {
            for (String form : List.of("log", "csv", "json")) {
                Path file = folder.resolve(load + "." + form);
                if ("ordinary".equals(load)) {
                    generate(file, form, SIZE);
                } else {
                    repeat(file, form, SIZE);
                }
                double bytes = Files.size(file);
                Run grep = run(List.of("grep", "-c", "duration", file.toString()));
                print(load, form, "grep -c duration", bytes, grep, 0);
                double floor = bytes / grep.cpu;
                for (int jobs = 1; jobs <= 2; jobs++) {
                    print(load, form, "howdah --jobs " + jobs, bytes, run(child(file, jobs)), floor);
                }
                pgBadger(load, form, file);
                Files.delete(file);
            }
        }
    }

    private static void print(String load, String form, String what, double bytes, Run run, double floor) {
        System.out.printf(Locale.ROOT, "%-8s %-4s %-17s %7.1f MB  %6.2f s cpu  %6.2f s wall  %8.2f MB per cpu s  %8.2f MB/s  %s%s%n", load, form, what, bytes / 1e6,
                run.cpu, run.wall, bytes / 1e6 / run.cpu, bytes / 1e6 / run.wall, floor == 0 ? "" : String.format(Locale.ROOT, "%.1f x the floor's cpu  ", floor / bytes * run.cpu),
                run.said);
    }

    /** One run in a JVM of its own: file and jobs. */
    public static void main(String[] args) throws IOException {
        long start = System.nanoTime();
        LogReport r = new LogAnalysis(Clock.systemUTC()).run(new LogFiles(List.of(Path.of(args[0]))),
                LogOptions.DEFAULT.withJobs(Integer.parseInt(args[1])));
        double seconds = (System.nanoTime() - start) / 1e9;
        double cpu = ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class).getProcessCpuTime() / 1e9;
        String peak = Files.readString(Path.of("/proc/self/status")).lines().filter(l -> l.startsWith("VmHWM")).findFirst().orElse("");
        System.out.printf(Locale.ROOT, "%.2f s and %.2f s of CPU from main, %s, calls %d%n", seconds, cpu, peak.replaceAll("\\s+", " "),
                r.totals().calls());
    }

    private static List<String> child(Path file, int jobs) {
        List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java")));
        command.addAll(List.of("-Xmx384m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
                LogBench.class.getName(), file.toString(), String.valueOf(jobs)));
        return command;
    }

    /** Runs a command under the shell's clock, which counts the CPU seconds of all its processes. */
    private static Run run(List<String> command) throws Exception {
        List<String> timed = new ArrayList<>(List.of("bash", "-c", "TIMEFORMAT='clock %U %S %R'; time \"$@\"", "bash"));
        timed.addAll(command);
        Process process = new ProcessBuilder(timed).redirectErrorStream(true).start();
        List<String> said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        process.waitFor();
        String[] clock = said.getLast().split(" ");
        return new Run(Double.parseDouble(clock[1]) + Double.parseDouble(clock[2]), Double.parseDouble(clock[3]), said.size() < 2 ? "" : said.get(said.size() - 2));
    }

    /** The sample of the tests, one copy after the other. */
    private static void repeat(Path file, String form, long size) throws IOException {
        byte[] sample;
        try (var in = new GZIPInputStream(Objects.requireNonNull(LogBench.class.getResourceAsStream("/logs/postgresql-main." + form + ".gz")))) {
            sample = in.readAllBytes();
        }
        try (var out = Files.newOutputStream(file)) {
            for (long written = 0; written < size; written += sample.length) {
                out.write(sample);
            }
        }
    }

    private void pgBadger(String load, String form, Path file) throws Exception {
        if (!Files.isExecutable(Path.of("/usr/bin/pgbadger"))) {
            System.out.println(load + " " + form + ": pgBadger is not installed; nothing to compare with");
            return;
        }
        Path slice = folder.resolve("slice." + form);
        try (var in = Files.newInputStream(file)) {
            byte[] b = in.readNBytes(SLICE);
            int end = b.length;
            while (end > 0 && b[end - 1] != '\n') {
                end--;
            }
            Files.write(slice, java.util.Arrays.copyOf(b, end));
        }
        String format = "log".equals(form) ? "stderr" : "json".equals(form) ? "jsonlog" : "csv";
        print(load, form, "pgbadger -j 1", Files.size(slice), run(List.of("pgbadger", "-q", "-j", "1", "-f", format, "-p", "%m [%p] %q%u@%d/%a ", "-o",
                folder.resolve("out.html").toString(), slice.toString())), 0);
    }

    /** An ordinary load: 200 sessions, short statements and long ones, simple and prepared. */
    static void generate(Path file, String form, long size) throws IOException {
        Random random = new Random(5);
        LocalDateTime time = LocalDateTime.of(2026, 11, 20, 8, 0);
        String[] users = {"app_web", "app_batch", "bench", "reporting"};
        String[] databases = {"shop", "bench", "analytics"};
        String[] applications = {"shop-web", "pgbench", "batch job #7", "orm"};
        long written = 0;
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int n = 1; written < size; n++) {
                time = time.plusNanos(50_000 + random.nextInt(850_000));
                int session = random.nextInt(200);
                String who = users[session % 4] + "@" + databases[session % 3] + "/" + applications[session / 2 % 4];
                boolean prepared = session % 3 == 0;
                double g = random.nextGaussian();
                String message = String.format(Locale.ROOT, "duration: %.3f ms  %s%s", Math.abs(g * g * g) * 3 + 0.01,
                        prepared ? "execute S_" + session % 7 + ": " : "statement: ", statement(random));
                String detail = prepared ? "parameters: $1 = '" + random.nextInt(1_000_000) + "', $2 = 'x'" : "";
                String entry = switch (form) {
                    case "log" -> line(TIME.format(time), session, who, message, detail);
                    case "csv" -> row(TIME.format(time), session, who, message, detail, n);
                    default -> object(TIME.format(time), session, who, message, detail, n);
                };
                out.write(entry);
                written += entry.length();
            }
        }
    }

    private static String statement(Random r) {
        return switch (r.nextInt(8)) {
            case 0 -> "SELECT abalance FROM pgbench_accounts WHERE aid = " + r.nextInt(1_000_000) + ";";
            case 1 -> "UPDATE pgbench_accounts SET abalance = abalance + " + (r.nextInt(10_000) - 5000) + " WHERE aid = " + r.nextInt(1_000_000) + ";";
            case 2 -> "BEGIN;";
            case 3 -> "END;";
            case 4 -> "INSERT INTO pgbench_history (tid, bid, aid, delta, mtime) VALUES (" + r.nextInt(100) + ", " + r.nextInt(10) + ", "
                    + r.nextInt(1_000_000) + ", " + r.nextInt(5000) + ", CURRENT_TIMESTAMP);";
            case 5 -> "SELECT o.id, o.customer_id, o.total FROM orders o JOIN customers c ON c.id = o.customer_id\n WHERE c.email = 'user"
                    + r.nextInt(99_999) + "@example.org' AND o.status <> 'done'\n ORDER BY o.created_at DESC LIMIT " + r.nextInt(50);
            case 6 -> "select p.id as id1_4_0_, p.sku as sku2_4_0_, p.name as name3_4_0_, p.price as price5_4_0_, p.stock as stock6_4_0_,"
                    + " c.id as id1_1_1_ from products p left outer join categories c on p.category_id = c.id where p.category_id = "
                    + r.nextInt(60) + " and p.price between " + r.nextInt(9) + ".50 and " + r.nextInt(999);
            default -> {
                StringBuilder sql = new StringBuilder("SELECT id, status FROM \"Orders\" WHERE id IN (1");
                for (int n = r.nextInt(12); n > 0; n--) {
                    sql.append(", ").append(r.nextInt(40_000));
                }
                yield sql.append(')').toString();
            }
        };
    }

    private static String line(String time, int session, String who, String message, String detail) {
        String prefix = time + " [" + (20_000 + session) + "] " + who + " ";
        String entry = prefix + "LOG:  " + message.replace("\n", "\n\t") + "\n";
        return detail.isEmpty() ? entry : entry + prefix + "DETAIL:  " + detail + "\n";
    }

    private static String row(String time, int session, String who, String message, String detail, int n) {
        String[] w = who.split("[@/]");
        int pid = 20_000 + session;
        return time + ",\"" + w[0] + "\",\"" + w[1] + "\"," + pid + ",\"127.0.0.1:40238\",6b019880." + Integer.toHexString(pid) + "," + n
                + ",\"SELECT\",2026-11-20 08:00:00 UTC,3/" + n + ",0,LOG,00000,\"" + message.replace("\"", "\"\"") + "\","
                + (detail.isEmpty() ? "" : "\"" + detail + "\"") + ",,,,,,,,\"" + w[2] + "\",\"client backend\",,77" + message.length() + "\n";
    }

    private static String object(String time, int session, String who, String message, String detail, int n) {
        String[] w = who.split("[@/]");
        int pid = 20_000 + session;
        return "{\"timestamp\":\"" + time + "\",\"user\":\"" + w[0] + "\",\"dbname\":\"" + w[1] + "\",\"pid\":" + pid
                + ",\"remote_host\":\"127.0.0.1\",\"remote_port\":40238,\"session_id\":\"6b019880." + Integer.toHexString(pid)
                + "\",\"line_num\":" + n + ",\"ps\":\"SELECT\",\"session_start\":\"2026-11-20 08:00:00 UTC\",\"vxid\":\"3/" + n
                + "\",\"txid\":0,\"error_severity\":\"LOG\",\"message\":\"" + message.replace("\"", "\\\"").replace("\n", "\\n") + "\""
                + (detail.isEmpty() ? "" : ",\"detail\":\"" + detail + "\"") + ",\"application_name\":\"" + w[2]
                + "\",\"backend_type\":\"client backend\",\"query_id\":77" + message.length() + "}\n";
    }
}
