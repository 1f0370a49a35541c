package dev.howdah.engine.log;

import java.io.IOException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/**
 * Reads a log and says what is in it. Thread-safe: every run is its own.
 *
 * <p>Memory is bounded whatever the size of the log, of one entry, or the number of different statements.
 */
public final class LogAnalysis {
    private static final int HEAD = 1 << 20;

    private final InstantSource clock;
    private final int chunk;
    private final int longestEntry;

    public LogAnalysis(InstantSource clock) {
        this(clock, Batch.CHUNK, ChunkReader.LONGEST_ENTRY);
    }

    LogAnalysis(InstantSource clock, int chunk, int longestEntry) {
        this.clock = clock;
        this.chunk = chunk;
        this.longestEntry = longestEntry;
    }

    /** How the log is written, as far as its first megabyte tells; closes the input. */
    public Detection.Proof prove(LogInput input, LogOptions options) throws IOException {
        try (input) {
            byte[] head = head(input);
            return Detection.of(head, head.length, options);
        }
    }

    /** Runs to the end without being watched. */
    public LogReport run(LogInput input, LogOptions options) throws IOException {
        return run(input, options, Progress.NONE, () -> false);
    }

    /**
     * Reads the whole input and closes it.
     *
     * @param cancelled asked before every chunk; when it says so, the report is about what was read until then
     */
    public LogReport run(LogInput input, LogOptions options, Progress progress, BooleanSupplier cancelled) throws IOException {
        try (input) {
            byte[] head = head(input);
            Detection.Proof proof = Detection.of(head, head.length, options);
            Shared shared = new Shared(options.statements());
            Aggregator aggregator = new Aggregator(shared);
            LogInput whole = new Replayed(head, input);
            if (proof.format() instanceof LogFormat.Syslog) {
                whole = Syslog.of(whole, clock, options);
            }
            List<ChunkParser> parsers = new ArrayList<>();
            for (int i = 0; i < Math.max(1, options.jobs()); i++) {
                parsers.add(proof.format().parser(shared, zone(proof, options)));
            }
            Counting counted = new Counting(whole);
            ChunkReader reader = new ChunkReader(counted, proof.format().parser(shared, zone(proof, options)), longestEntry);
            Pipeline pipeline = new Pipeline(reader, aggregator, parsers.size(), chunk, progress, cancelled, input.total());
            TreeSet<String> unknownZones = pipeline.run(parsers);
            aggregator.finish();
            List<LogReport.Note> notes = notes(proof, unknownZones);
            input.damaged().forEach(name -> notes.add(new LogReport.Note("log.damaged", List.of(name))));
            return aggregator.report(source(proof, input.names(), counted.read), options, notes);
        }
    }

    static @org.jspecify.annotations.Nullable ZoneId zone(Detection.Proof proof, LogOptions options) {
        return proof.format() instanceof LogFormat.Syslog ? null : options.zone();
    }

    private static byte[] head(LogInput input) throws IOException {
        byte[] head = new byte[1 << 14];
        int n = 0;
        while (n < HEAD) {
            if (n == head.length) {
                head = Arrays.copyOf(head, Math.min(HEAD, n * 4));
            }
            int got = input.read(head, n, head.length - n);
            if (got < 0) {
                break;
            }
            n += got;
        }
        return Arrays.copyOf(head, n);
    }

    static LogReport.Source source(Detection.Proof proof, List<String> names, long bytes) {
        String prefix = switch (proof.format()) {
            case LogFormat.Stderr s -> s.prefix().text();
            case LogFormat.Syslog s -> Syslog.inner(s.inner().prefix().text());
            default -> "";
        };
        return new LogReport.Source(names, proof.format().name(), prefix, proof.lacks(),
                new LogReport.Proof(proof.lines(), proof.parsed(), proof.share(), proof.failed()), bytes, null, null);
    }

    static List<LogReport.Note> notes(Detection.Proof proof, Set<String> unknownZones) {
        List<LogReport.Note> notes = new ArrayList<>();
        for (String zone : unknownZones) {
            notes.add(new LogReport.Note("log.unknownZone", List.of(zone)));
        }
        for (String escape : proof.lacks()) {
            notes.add(new LogReport.Note(switch (escape) {
                case "%m" -> "log.lacks.m";
                case "%p" -> "log.lacks.p";
                case "%u" -> "log.lacks.u";
                case "%d" -> "log.lacks.d";
                default -> "log.lacks.a";
            }, List.of()));
        }
        if (proof.untold()) {
            notes.add(new LogReport.Note("log.doubt", List.of(source(proof, List.of(), 0).prefix())));
        }
        return notes;
    }

    /** Bytes that were looked at, and then the rest. */
    private static final class Replayed implements LogInput {
        private final byte[] head;
        private final LogInput rest;
        private int position;

        Replayed(byte[] head, LogInput rest) {
            this.head = head;
            this.rest = rest;
        }

        @Override
        public int read(byte[] b, int offset, int length) throws IOException {
            if (position == head.length) {
                return rest.read(b, offset, length);
            }
            int n = Math.min(length, head.length - position);
            System.arraycopy(head, position, b, offset, n);
            position += n;
            return n;
        }

        @Override
        public long done() {
            return rest.done();
        }

        @Override
        public long total() {
            return rest.total();
        }

        @Override
        public List<String> names() {
            return rest.names();
        }

        @Override
        public void close() throws IOException {
            rest.close();
        }
    }

    /** Counts the bytes of the log itself, whatever it was packed in. */
    private static final class Counting implements LogInput {
        private final LogInput in;
        private long read;

        Counting(LogInput in) {
            this.in = in;
        }

        @Override
        public int read(byte[] b, int offset, int length) throws IOException {
            int n = in.read(b, offset, length);
            read += Math.max(0, n);
            return n;
        }

        @Override
        public long done() {
            return in.done();
        }

        @Override
        public long total() {
            return in.total();
        }

        @Override
        public List<String> names() {
            return in.names();
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
