package dev.howdah.engine.log;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.CorruptedInputException;
import org.tukaani.xz.XZInputStream;

/** Log files read one after the other as one stream; .gz, .xz and .zst are read as what is in them. */
public final class LogFiles implements LogInput {
    private static final int BUFFER = 1 << 18;
    private static final int GZIP = 0x1f8b;
    private static final int XZ = 0xfd377a58;
    private static final int ZSTD = 0x28b52ffd;
    private static final int ZSTD_STEP = 1 << 14;
    private static final int ZSTD_SKIPPABLE = 0x502a4d18;
    private static final int XZ_MEMORY_KB = 128 << 10;
    /** What rotation puts behind a name: .1, -20261122, .2026-11-22. */
    private static final String TURNED = "([.-][\\d_-]+)?";
    private static final List<String> RICHNESS = List.of("csv", "json", "log");

    private final List<Path> files;
    private final long total;
    private int next;
    private long before;
    private @Nullable FileChannel channel;
    private @Nullable InputStream stream;
    private byte lastByte = '\n';
    private final List<String> damaged = new ArrayList<>();

    /** @param files in the order of their writing */
    public LogFiles(List<Path> files) throws IOException {
        this.files = List.copyOf(files);
        long sum = 0;
        for (Path file : files) {
            sum += Files.size(file);
        }
        total = sum;
    }

    /**
     * Files, folders and patterns as they come from a command line, in the order of the log's writing.
     *
     * <p>Of a folder that holds the same log in several forms only one is taken: csv before json before stderr. Files are put in
     * order by the time of their first entry where names do not tell, which is the order of rotation.
     */
    public static List<Path> find(List<String> names) throws IOException {
        List<Path> found = new ArrayList<>();
        for (String name : names) {
            Path path = Path.of(name);
            if (Files.isDirectory(path)) {
                found.addAll(folder(path));
            } else if (Files.exists(path)) {
                found.add(path);
            } else if (name.matches(".*[*?\\[{].*")) {
                found.addAll(pattern(path));
            } else {
                throw new NoSuchFileException(name);
            }
        }
        return inOrder(found.stream().distinct().toList());
    }

    private static List<Path> folder(Path folder) throws IOException {
        Map<String, List<Path>> byStem = new LinkedHashMap<>();
        try (Stream<Path> all = Files.list(folder)) {
            all.filter(Files::isRegularFile).filter(LogFiles::isLog).sorted()
                    .forEach(p -> byStem.computeIfAbsent(stem(p), s -> new ArrayList<>()).add(p));
        }
        List<Path> chosen = new ArrayList<>();
        for (List<Path> same : byStem.values()) {
            chosen.add(same.stream().min(Comparator.comparingInt(p -> RICHNESS.indexOf(form(p)))).orElseThrow());
        }
        return chosen;
    }

    private static String plainName(Path p) {
        return String.valueOf(p.getFileName()).replaceFirst("\\.(gz|xz|zst)$", "");
    }

    private static boolean isLog(Path p) {
        return plainName(p).matches(".*\\.(log|csv|json)" + TURNED);
    }

    private static String form(Path p) {
        String name = plainName(p).replaceFirst(TURNED + "$", "");
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static String stem(Path p) {
        return plainName(p).replaceFirst("\\.(log|csv|json)(?=" + TURNED + "$)", "");
    }

    private static List<Path> pattern(Path pattern) throws IOException {
        Path folder = pattern.getParent() == null ? Path.of(".") : pattern.getParent();
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern.getFileName());
        List<Path> matching;
        try (Stream<Path> all = Files.list(folder)) {
            matching = all.filter(Files::isRegularFile).filter(p -> matcher.matches(p.getFileName())).sorted().toList();
        }
        if (matching.isEmpty()) {
            throw new NoSuchFileException(pattern.toString());
        }
        return matching;
    }

    private static List<Path> inOrder(List<Path> files) throws IOException {
        Map<Path, String> firsts = new LinkedHashMap<>();
        for (Path file : files) {
            firsts.put(file, firstStamp(file));
        }
        List<Path> sorted = new ArrayList<>(files);
        sorted.sort(Comparator.comparing((Path p) -> firsts.getOrDefault(p, "")));
        return sorted;
    }

    /** The first date and time in a file's first bytes, as text, which sorts as time does. */
    private static String firstStamp(Path file) {
        try (LogFiles one = new LogFiles(List.of(file))) {
            byte[] head = new byte[8192];
            int n = one.read(head, 0, head.length);
            var stamp = java.util.regex.Pattern.compile("\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?")
                    .matcher(new String(head, 0, Math.max(0, n), java.nio.charset.StandardCharsets.ISO_8859_1));
            return stamp.find() ? stamp.group() : "";
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public int read(byte[] b, int offset, int length) throws IOException {
        while (true) {
            if (channel == null) {
                if (next == files.size()) {
                    return -1;
                }
                open(files.get(next++));
            }
            int got = stream == null ? readPlain(b, offset, length) : readPacked(stream, b, offset, length);
            if (got > 0) {
                lastByte = b[offset + got - 1];
                return got;
            }
            closeCurrent();
            if (lastByte != '\n' && next < files.size()) {
                lastByte = '\n';
                b[offset] = '\n';
                return 1;
            }
        }
    }

    /** A packed file that is cut off, because it is still being written say, ends where it is cut. */
    private int readPacked(InputStream packed, byte[] b, int offset, int length) throws IOException {
        try {
            // zstd forgets what it unpacked within a call that meets the cut: calls are kept small
            return packed.read(b, offset, Math.min(length, packed instanceof ZstdInputStream ? ZSTD_STEP : length));
        } catch (EOFException | ZipException | ZstdIOException | CorruptedInputException e) {
            damaged.add(files.get(next - 1).toString());
            return -1;
        }
    }

    @Override
    public List<String> damaged() {
        return List.copyOf(damaged);
    }

    private int readPlain(byte[] b, int offset, int length) throws IOException {
        FileChannel open = channel;
        return open == null ? -1 : open.read(ByteBuffer.wrap(b, offset, length));
    }

    private void open(Path file) throws IOException {
        FileChannel opened = FileChannel.open(file, StandardOpenOption.READ);
        channel = opened;
        try {
            stream = unpacked(opened);
        } catch (EOFException e) {
            damaged.add(file.toString());
        }
    }

    /** By what stands in the file: names may say anything. */
    private static @Nullable InputStream unpacked(FileChannel file) throws IOException {
        ByteBuffer start = ByteBuffer.allocate(6);
        int got = file.read(start);
        while (got >= 0 && start.hasRemaining()) {
            got = file.read(start);
        }
        int first = start.position() < 4 ? 0 : start.getInt(0);
        file.position(0);
        InputStream packed = new BufferedInputStream(Channels.newInputStream(file), BUFFER);
        if (first >>> 16 == GZIP) {
            return new GZIPInputStream(packed, BUFFER);
        }
        if (first == XZ) {
            return new XZInputStream(packed, XZ_MEMORY_KB);
        }
        return first == ZSTD || (first & 0xf0ffffff) == ZSTD_SKIPPABLE ? new ZstdInputStream(packed).setContinuous(false) : null;
    }

    private void closeCurrent() throws IOException {
        FileChannel open = channel;
        if (open != null) {
            before += open.size();
            open.close();
        }
        InputStream unpacking = stream;
        if (unpacking != null) {
            unpacking.close();
        }
        channel = null;
        stream = null;
    }

    @Override
    public long done() {
        try {
            FileChannel open = channel;
            return before + (open == null || !open.isOpen() ? 0 : open.position());
        } catch (IOException e) {
            return before;
        }
    }

    @Override
    public long total() {
        return total;
    }

    @Override
    public List<String> names() {
        return files.stream().map(Path::toString).toList();
    }

    @Override
    public void close() throws IOException {
        closeCurrent();
        next = files.size();
    }

    /** A stream, standard input say, as an input of unknown length. */
    public static LogInput of(InputStream in, String name) {
        return new StreamInput(in, name);
    }

    private static final class StreamInput implements LogInput {
        private final InputStream in;
        private final String name;
        private long done;

        StreamInput(InputStream in, String name) {
            this.in = in;
            this.name = name;
        }

        @Override
        public int read(byte[] b, int offset, int length) throws IOException {
            int got = in.read(b, offset, length);
            done += Math.max(0, got);
            return got;
        }

        @Override
        public long done() {
            return done;
        }

        @Override
        public long total() {
            return -1;
        }

        @Override
        public List<String> names() {
            return List.of(name);
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    @Override
    public String toString() {
        return Arrays.toString(files.toArray());
    }
}
