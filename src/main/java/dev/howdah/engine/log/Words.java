package dev.howdah.engine.log;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/** The words of {@code log/words.properties}: levels, field labels and duration words in every language of the server. Immutable. */
final class Words {
    /** Answer of {@link #label} when there is none. */
    static final long NONE = -1;
    /** Added to the ordinal of a {@link Kind} in the answer of {@link #label} when the label is a field's. */
    static final int FIELD = 64;

    private static final List<String> ENCODINGS = List.of("ISO-8859-1", "ISO-8859-2", "windows-1251", "KOI8-R", "EUC-JP", "EUC-KR", "EUC-CN");
    private static final byte[] LOG = "LOG:  ".getBytes(StandardCharsets.US_ASCII);
    private static final long LOG_MASK = 0xffff_ffff_ffffL;
    private static final long LOG_WORD = 0x2020_3a47_4f4cL;
    private final Label[][] byFirstByte = new Label[256][];
    private final Map<String, List<String>> words = new HashMap<>();
    private final Map<String, byte[][]> bytes = new HashMap<>();
    /** The one vocabulary: it never changes and takes a while to read. */
    static final Words ALL = new Words();

    private record Label(byte[] text, int code) {
    }

    private Words() {
        Properties read = new Properties();
        try (InputStream in = Objects.requireNonNull(Words.class.getResourceAsStream("/log/words.properties"));
                Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            read.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        read.stringPropertyNames().forEach(key -> words.put(key, List.of(read.getProperty(key).split("\\|"))));
        words.forEach((key, list) -> bytes.put(key, list.stream().flatMap(w -> encoded(w).stream()).toArray(byte[][]::new)));
        List<List<Label>> found = new ArrayList<>();
        for (int i = 0; i < 256; i++) {
            found.add(new ArrayList<>());
        }
        for (Severity severity : Severity.values()) {
            for (String word : list(severity.name())) {
                put(found, word + ":  ", severity.ordinal());
            }
        }
        for (Kind kind : List.of(Kind.DETAIL, Kind.HINT, Kind.CONTEXT, Kind.STATEMENT_TEXT, Kind.LOCATION)) {
            for (String word : list(kind.name())) {
                put(found, word, FIELD + kind.ordinal());
            }
        }
        for (String word : list("QUERY")) {
            put(found, word, FIELD + Kind.LOCATION.ordinal());
        }
        for (int i = 0; i < 256; i++) {
            byFirstByte[i] = found.get(i).toArray(new Label[0]);
        }
    }

    private static void put(List<List<Label>> found, String text, int code) {
        for (byte[] bytes : encoded(text)) {
            found.get(bytes[0] & 0xff).add(new Label(bytes, code));
        }
    }

    /** A word as the encodings of databases write it: a session logs in the encoding of its database. */
    private static List<byte[]> encoded(String text) {
        List<byte[]> forms = new ArrayList<>(List.of(text.getBytes(StandardCharsets.UTF_8)));
        if (text.chars().allMatch(c -> c < 128)) {
            return forms;
        }
        for (String name : ENCODINGS) {
            if (Charset.isSupported(name) && Charset.forName(name).newEncoder().canEncode(text)) {
                forms.add(text.getBytes(Charset.forName(name)));
            }
        }
        return forms;
    }

    /** The words of one key. */
    List<String> list(String key) {
        return words.getOrDefault(key, List.of());
    }

    /** The words of one key as bytes, which nobody may change. */
    byte[][] bytes(String key) {
        return bytes.getOrDefault(key, new byte[0][]);
    }

    /** The label at {@code p}: ordinal of a {@link Severity}, or FIELD + ordinal of a {@link Kind}, in the high half; where its text starts in the low. */
    long label(byte[] b, int p, int to) {
        if (p + 8 <= to ? ((long) Swar.LONG.get(b, p) & LOG_MASK) == LOG_WORD : Swar.at(b, p, to, LOG)) {
            return (long) Severity.LOG.ordinal() << 32 | p + LOG.length;
        }
        if (p >= to) {
            return NONE;
        }
        for (Label label : byFirstByte[b[p] & 0xff]) {
            if (Swar.at(b, p, to, label.text)) {
                int q = p + label.text.length;
                for (int spaces = 0; label.code >= FIELD && spaces < 2 && q < to && b[q] == ' '; spaces++) {
                    q++;
                }
                return (long) label.code << 32 | q;
            }
        }
        return NONE;
    }

    /** The level that a csv or json log names, LOG when the word is none. */
    int severity(byte[] b, int from, int to) {
        if (to - from == 3 && b[from] == 'L') {
            return Severity.LOG.ordinal();
        }
        if (from >= to) {
            return Severity.LOG.ordinal();
        }
        for (Label label : byFirstByte[b[from] & 0xff]) {
            if (label.code < FIELD && label.text.length - 3 == to - from && Swar.at(b, from, to, java.util.Arrays.copyOf(label.text, to - from))) {
                return label.code;
            }
        }
        return Severity.LOG.ordinal();
    }
}
