package dev.howdah.engine.log;

import dev.howdah.engine.sqltext.Fingerprinter;
import dev.howdah.engine.sqltext.Hash;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Gives statements, writers and messages the numbers by which events name them, and remembers those seen last. One instance serves one worker. */
final class Numbers {
    private static final int RAW = 1 << 13;

    private final Shared shared;
    private final Fingerprinter fingerprinter = new Fingerprinter();
    private final Registry.Cache statements = new Registry.Cache();
    private final Registry.Cache messages = new Registry.Cache();
    private final Registry.Cache writers = new Registry.Cache();
    private final long[] rawHash = new long[RAW];
    private final int[] rawStatement = new int[RAW];
    private final long[] rawConstants = new long[RAW];
    private byte[] scratch = new byte[1 << 12];
    /** Of the statement that was fingerprinted last. */
    int statement;
    /** A hash over its constants. */
    long constants;

    Numbers(Shared shared) {
        this.shared = shared;
    }

    /** Fingerprints a text into {@link #statement} and {@link #constants}. */
    void fingerprint(byte[] b, int from, int to, boolean oftenTheSame) {
        int slot = 0;
        long raw = 0;
        if (oftenTheSame) {
            raw = Hash.of(b, from, to);
            slot = (int) (raw ^ raw >>> 32) & RAW - 1;
            if (rawHash[slot] == raw) {
                statement = rawStatement[slot];
                constants = rawConstants[slot];
                return;
            }
        }
        fingerprinter.read(b, from, to);
        long hash = fingerprinter.hash();
        int number = statements.get(hash);
        if (number < 0) {
            number = shared.statements.number(hash, () -> Statement.of(hash, text(fingerprinter.bytes(Statement.LONGEST))));
            if (number > 0) {
                statements.put(hash, number);
            }
        }
        statement = number;
        constants = fingerprinter.constants();
        if (oftenTheSame) {
            rawHash[slot] = raw;
            rawStatement[slot] = number;
            rawConstants[slot] = constants;
        }
    }

    int who(Entry e) {
        byte[] b = e.bytes;
        // names that stand close together are hashed with what is between them, which is the same for the same names
        int from = e.user.from;
        int to = e.application.to;
        boolean together = from > 0 && from <= e.database.from && e.database.to <= e.application.from && to - from < 200;
        long hash = together ? Hash.of(b, from, to) : apart(e, b);
        int number = writers.get(hash);
        if (number < 0) {
            known(b, e.user);
            known(b, e.database);
            known(b, e.application);
            number = shared.writers.number(apart(e, b), () -> new Who(text(b, e.user.from, e.user.to),
                    text(b, e.database.from, e.database.to), text(b, e.application.from, e.application.to)));
            if (number > 0) {
                writers.put(hash, number);
            }
        }
        return number;
    }

    private static long apart(Entry e, byte[] b) {
        long hash = Hash.of(b, e.user.from, e.user.to);
        hash = Hash.mix(hash + 1, Hash.of(b, e.database.from, e.database.to));
        hash = Hash.mix(hash + 2, Hash.of(b, e.application.from, e.application.to));
        return hash == 0 ? 1 : hash;
    }

    /** "[unknown]" in any language is no name. */
    private static void known(byte[] b, Entry.Slice name) {
        if (name.to - name.from > 2 && b[name.from] == '[' && b[name.to - 1] == ']') {
            name.clear();
        }
    }

    /** Remembers an application's name that looks like the start of an entry, so that the lines of its session are read right. */
    void strange(byte[] b, int from, int to) {
        for (byte[] key : shared.applicationKeys) {
            int p = from;
            while (p + key.length < to && !Swar.at(b, p, to, key)) {
                p = Swar.indexOf(b, p + 1, to, key[0]);
            }
            p += key.length;
            if (p < to) {
                shared.strange(Arrays.copyOfRange(b, p, Math.min(to, p + 63)));
                return;
            }
        }
    }

    int message(Entry e) {
        byte[] b = e.bytes;
        int to = Math.min(e.message.to, e.message.from + 2000);
        if (scratch.length < to - e.message.from) {
            scratch = new byte[to - e.message.from];
        }
        int n = 0;
        boolean digit = false;
        for (int p = e.message.from; p < to; p++) {
            byte c = b[p];
            if (c >= '0' && c <= '9') {
                if (!digit) {
                    scratch[n++] = 'N';
                }
                digit = true;
            } else {
                scratch[n++] = c;
                digit = false;
            }
        }
        int length = n;
        long hash = Hash.mix(Hash.of(scratch, 0, n) + e.severity, e.state + 31L);
        int number = messages.get(hash);
        if (number < 0) {
            number = shared.messages.number(hash, () -> {
                String text = text(scratch, 0, length);
                String state = e.state == 0 ? "" : SqlStates.unpack(e.state);
                String inferred = state.isEmpty() ? StateOf.message(text, Severity.of(e.severity)) : "";
                return new Message(Severity.of(e.severity), state.isEmpty() ? inferred : state, !inferred.isEmpty(), text);
            });
            if (number > 0) {
                messages.put(hash, number);
            }
        }
        return number;
    }

    private static String text(byte[] b) {
        return text(b, 0, b.length);
    }

    /** Bytes as text: UTF-8, or Latin-1 where they are none; NUL is dropped. */
    static String text(byte[] b, int from, int to) {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(b, from, Math.max(0, to - from))).toString();
        } catch (CharacterCodingException e) {
            text = new String(b, from, to - from, StandardCharsets.ISO_8859_1);
        }
        return text.indexOf('\0') < 0 ? text : text.replace("\0", "");
    }
}
