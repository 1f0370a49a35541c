package dev.howdah.engine.sqltext;

import java.nio.charset.StandardCharsets;

/**
 * What a statement is once its constants are taken out.
 *
 * @param hash 64 bits over {@code text}, never 0; equal wherever Howdah meets the statement (log, pg_stat_statements, live)
 * @param text the normalised text, see {@link Fingerprinter} for its rules
 */
public record Fingerprint(long hash, String text) {

    /** Fingerprint of one statement, or of a normalised text of pg_stat_statements, which gives the same. */
    public static Fingerprint of(String sql) {
        byte[] bytes = sql.getBytes(StandardCharsets.UTF_8);
        Fingerprinter reader = new Fingerprinter();
        reader.read(bytes, 0, bytes.length);
        return new Fingerprint(reader.hash(), reader.text());
    }

    /** The hash as 16 hexadecimal digits, for people and files. */
    public String id() {
        return String.format("%016x", hash);
    }
}
