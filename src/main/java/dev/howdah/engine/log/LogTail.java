package dev.howdah.engine.log;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Follows a log that is being written, across rotation, also where the file is renamed under its writer's hands. {@link #poll} is called by whoever owns the clock; between polls
 * nothing happens. Not thread-safe.
 *
 * <p>The last entry is held back until another follows or a poll brings nothing more, because lines may still belong to it.
 */
public final class LogTail implements Closeable {
    private static final int MOST_EVENTS = 10_000;
    private static final int LOOK = 1 << 20;
    private static final int RAW = 1 << 18;
    private static final List<byte[]> HEADS = Stream.of("replication connection authorized: ", "connection received: ", "connection authorized: ",
                    "checkpoint starting: ", "checkpoint complete: ", "restartpoint starting: ", "restartpoint complete: ", "automatic vacuum of table \"",
                    "automatic aggressive vacuum of table \"", "automatic analyze of table \"")
            .map(h -> h.getBytes(StandardCharsets.US_ASCII)).toList();

    private final LogPlace place;
    private final LogOptions options;
    private final Shared shared;
    private final Aggregator aggregator;
    private LogPlace.@Nullable LogFile current;
    private LogPlace.@Nullable Held reading;
    private @Nullable Following following;
    private long offset;
    private byte[] held = new byte[1 << 16];
    private int heldLength;
    private boolean passingOver;
    private @Nullable Syslog joining;
    private @Nullable ChunkParser parser;
    private Detection.@Nullable Proof proof;
    private long bytes;

    /** The file that will be read when nothing more comes out of the one before. */
    private record Following(LogPlace.LogFile file, LogPlace.Held held) {}

    /** One entry of the log as it came; {@code ms} is null unless it is a duration, {@code statementId} unless it is a statement. */
    public record Event(@Nullable Instant time, Severity severity, Kind kind, long session, String user, String database,
            String application, @Nullable Double ms, @Nullable String statementId, String text) {
    }

    /** @param fromStart read what is there already; otherwise only what comes from the first poll on */
    public LogTail(LogPlace place, LogOptions options, boolean fromStart) throws IOException {
        this.place = place;
        this.options = options;
        shared = new Shared(options.statements());
        aggregator = new Aggregator(shared);
        List<LogPlace.LogFile> files = place.ofOneForm();
        if (!files.isEmpty()) {
            LogPlace.LogFile first = fromStart ? files.getFirst() : files.getLast();
            current = first;
            offset = fromStart ? 0 : first.size();
            if (!fromStart) {
                prove(first);
            }
            held(first);
        }
    }

    private void prove(LogPlace.LogFile file) throws IOException {
        byte[] head = new byte[(int) Math.min(LOOK, file.size())];
        int n = 0;
        while (n < head.length) {
            int got = place.read(file, n, head, n, head.length - n);
            if (got <= 0) {
                break;
            }
            n += got;
        }
        if (n > 0) {
            settle(Detection.of(head, n, options));
        }
    }

    private ChunkParser settle(Detection.Proof found) {
        proof = found;
        LogPlace.LogFile file = current;
        if (found.format() instanceof LogFormat.Syslog) {
            joining = Syslog.of(LogFiles.of(InputStream.nullInputStream(), ""), () -> file == null ? Instant.EPOCH : file.modified(), options);
            byte[] raw = Arrays.copyOf(held, heldLength);
            heldLength = 0;
            hold(joining.put(raw, 0, raw.length));
        }
        ChunkParser made = found.format().parser(shared, LogAnalysis.zone(found, options));
        parser = made;
        return made;
    }

    /** Reads what was written since the last poll. @return the new entries in order, at most 10,000 of them */
    public List<Event> poll() throws IOException {
        List<Event> events = new ArrayList<>();
        boolean more = false;
        // what is there now and no more: reading a server's log may itself be logged
        List<LogPlace.LogFile> files = place.ofOneForm();
        while (readSome(files)) {
            more = true;
            parse(false, events);
        }
        if (!more && joining != null) {
            hold(joining.rest());
        }
        if (!more && heldLength > 0) {
            parse(true, events);
        }
        return events;
    }

    /** Reads on in the file, or in the one that took its place. @return whether there was anything */
    private boolean readSome(List<LogPlace.LogFile> files) throws IOException {
        LogPlace.LogFile file = current;
        if (file == null) {
            if (files.isEmpty()) {
                return false;
            }
            file = files.getFirst();
            current = file;
            offset = 0;
        }
        LogPlace.Held reading = held(file);
        if (heldLength == held.length) {
            held = Arrays.copyOf(held, held.length * 2);
        }
        boolean inPlace = reading.inPlace();
        if (following == null) {
            for (LogPlace.LogFile f : files) {
                if (inPlace && f.name().equals(file.name())) {
                    current = f;
                    offset = f.size() < offset ? 0 : offset;
                    if (takes(reading, f.size())) {
                        return true;
                    }
                }
            }
            follows(next(files, file, inPlace));
        }
        // what was written to it after the look, or after it was renamed
        if ((following != null || !inPlace) && takes(reading, Long.MAX_VALUE)) {
            return true;
        }
        return turnOver() && readSome(files);
    }

    private LogPlace.Held held(LogPlace.LogFile file) throws IOException {
        LogPlace.Held known = reading;
        if (known == null) {
            known = place.hold(file);
            reading = known;
        }
        return known;
    }

    /** The writer is done with a file when there is something in the next. */
    private void follows(LogPlace.@Nullable LogFile next) throws IOException {
        if (next == null) {
            return;
        }
        try {
            LogPlace.Held opened = place.hold(next);
            if (opened.read(0, new byte[1], 0, 1) > 0) {
                following = new Following(next, opened);
            } else {
                opened.close();
            }
        } catch (NoSuchFileException e) {
            // renamed since it was listed: the next look finds what came in its place
        }
    }

    private boolean turnOver() throws IOException {
        Following after = following;
        if (after == null) {
            return false;
        }
        LogPlace.Held before = reading;
        current = after.file();
        reading = after.held();
        following = null;
        offset = 0;
        if (before != null) {
            before.close();
        }
        if (heldLength > 0 && held[heldLength - 1] != '\n') {
            hold(new byte[] {'\n'});
        }
        return true;
    }

    private boolean takes(LogPlace.Held reading, long size) throws IOException {
        int got = take(reading, size);
        offset += Math.max(0, got);
        bytes += Math.max(0, got);
        return got > 0;
    }

    /** Reads on in the file, through what joins the pieces of syslog where the log is one. @return how many bytes */
    private int take(LogPlace.Held reading, long size) throws IOException {
        Syslog pieces = joining;
        if (pieces == null) {
            int want = (int) Math.min(held.length - heldLength, size - offset);
            int got = want <= 0 ? 0 : reading.read(offset, held, heldLength, want);
            heldLength += Math.max(0, got);
            return got;
        }
        byte[] raw = new byte[(int) Math.clamp(size - offset, 0, RAW)];
        int got = raw.length == 0 ? 0 : reading.read(offset, raw, 0, raw.length);
        if (got > 0) {
            hold(pieces.put(raw, 0, got));
        }
        return got;
    }

    private void hold(byte[] more) {
        if (held.length - heldLength < more.length) {
            held = Arrays.copyOf(held, Math.max(held.length * 2, heldLength + more.length));
        }
        System.arraycopy(more, 0, held, heldLength, more.length);
        heldLength += more.length;
    }

    /** The file after {@code file}: of its own name where that is another one by now; when it is gone, the oldest that was written to since. */
    private static LogPlace.@Nullable LogFile next(List<LogPlace.LogFile> files, LogPlace.LogFile file, boolean inPlace) {
        boolean passed = false;
        for (LogPlace.LogFile f : files) {
            if (f.name().equals(file.name())) {
                if (!inPlace) {
                    return f;
                }
                passed = true;
            } else if (passed && f.size() > 0) {
                return f;
            }
        }
        return passed ? null : files.stream().filter(f -> f.size() > 0 && f.modified().isAfter(file.modified())).findFirst().orElse(null);
    }

    private void parse(boolean everything, List<Event> events) {
        ChunkParser reader = parser;
        if (reader == null) {
            reader = settle(Detection.of(held, heldLength, options));
        }
        if (passingOver) {
            int start = reader.passOver(held, heldLength);
            passingOver = start < 0;
            drop(start < 0 ? -start - 1 : start);
        }
        int cut = everything && heldLength > 0 && held[heldLength - 1] == '\n' ? heldLength : reader.lastStart(held, heldLength);
        boolean tooLong = cut <= 0 && heldLength >= ChunkReader.LONGEST_ENTRY;
        if (tooLong) {
            cut = heldLength;
            reader.startPassingOver(held, heldLength);
        }
        if (cut <= 0 || passingOver) {
            return;
        }
        Batch batch = new Batch(cut);
        System.arraycopy(held, 0, batch.bytes, 0, cut);
        batch.length = cut;
        batch.cut = tooLong;
        passingOver = tooLong;
        drop(cut);
        reader.parse(batch);
        aggregator.add(batch);
        events(batch, events);
    }

    private void drop(int n) {
        System.arraycopy(held, n, held, 0, heldLength - n);
        heldLength -= n;
    }

    private void events(Batch b, List<Event> events) {
        for (int i = 0; i < b.size; i++) {
            Kind kind = Kind.of(b.kind[i]);
            if (kind.isPart()) {
                continue;
            }
            if (events.size() >= MOST_EVENTS) {
                continue;
            }
            Who who = shared.writers.get(b.who[i]);
            boolean timed = kind.ordinal() <= Kind.DURATION_ONLY.ordinal();
            boolean statement = (timed && b.statement[i] != 0) || kind == Kind.LOGGED_STATEMENT;
            Names names = new Names(shared, options.mask());
            events.add(new Event(Names.instant(b.time[i]), Severity.of(b.severity[i]), kind, b.session[i], who.user(), who.database(),
                    who.application(), timed ? Names.ms(b.value[i]) : null,
                    statement ? String.format(java.util.Locale.ROOT, "%016x", shared.statements.get(b.statement[i]).hash()) : null,
                    statement || kind == Kind.PLAN ? names.masked(text(b, i)) : names.message(text(b, i))));
        }
    }

    private static String text(Batch b, int i) {
        return Numbers.text(b.bytes, sentence(b, i), Math.min(b.to[i], b.from[i] + 16_000));
    }

    /** Where the message begins: the figures of an event need what stands behind its first words, a reader the whole. */
    private static int sentence(Batch b, int i) {
        int from = b.from[i];
        for (byte[] head : HEADS) {
            if (from >= head.length && Swar.at(b.bytes, from - head.length, from, head)) {
                return from - head.length;
            }
        }
        return from;
    }

    /** Lets go of the file; a poll after that takes it up again. */
    @Override
    public void close() throws IOException {
        Following after = following;
        LogPlace.Held last = reading;
        reading = null;
        following = null;
        if (after != null) {
            after.held().close();
        }
        if (last != null) {
            last.close();
        }
    }

    /** The report about all that was read until now. */
    public LogReport report() {
        Detection.Proof found = proof;
        LogPlace.LogFile file = current;
        List<String> files = file == null ? List.of() : List.of(file.name());
        if (found == null) {
            return aggregator.report(new LogReport.Source(files, "", "", List.of(), new LogReport.Proof(0, 0, 0, List.of()), bytes,
                    null, null), options, List.of());
        }
        ChunkParser reader = parser;
        Set<String> zones = reader == null ? Set.of() : reader.unknownZones();
        return aggregator.report(LogAnalysis.source(found, files, bytes), options, LogAnalysis.notes(found, zones));
    }
}
