package dev.howdah.engine.page;

import dev.howdah.engine.db.Identifiers;
import org.jspecify.annotations.Nullable;

/**
 * A condition on one column, written safely whatever the value is. Immutable.
 *
 * @param value as text, read by PostgreSQL as the column's type; null for the two that need none
 */
public record Filter(String column, Op op, @Nullable String value) {
    /** How the column is compared. */
    public enum Op {
        EQUAL("="),
        NOT_EQUAL("<>"),
        LESS("<"),
        AT_MOST("<="),
        GREATER(">"),
        AT_LEAST(">="),
        /** Contains the text, whatever the case. */
        CONTAINS("~~*"),
        IS_NULL("IS NULL"),
        IS_NOT_NULL("IS NOT NULL");

        private final String sql;

        Op(String sql) {
            this.sql = sql;
        }

        /** As people read it. */
        public String word() {
            return this == CONTAINS ? "contains" : sql.toLowerCase(java.util.Locale.ROOT);
        }
    }

    void write(Draft out) {
        String name = "q." + Identifiers.quote(column);
        switch (op) {
            case IS_NULL, IS_NOT_NULL -> out.add(name).add(" ").add(op.sql);
            case CONTAINS -> out.add(name).add("::text ILIKE ").param("%" + escaped() + "%");
            default -> out.add(name).add(" ").add(op.sql).add(" ").param(value);
        }
    }

    private String escaped() {
        return value == null ? "" : value.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
