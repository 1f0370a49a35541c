package dev.howdah.engine.page;

/**
 * A column of what is browsed.
 *
 * @param type as PostgreSQL writes it, {@code numeric(10,2)}
 */
public record Column(String name, String type, Kind kind) {
    /** How its values are shown. */
    public enum Kind {
        NUMBER,
        TEXT,
        BOOLEAN,
        TIME,
        JSON,
        ARRAY,
        RANGE,
        BYTES,
        GEOMETRY,
        OTHER
    }
}
