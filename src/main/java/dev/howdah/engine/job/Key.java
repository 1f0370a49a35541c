package dev.howdah.engine.job;

import dev.howdah.engine.db.Identifiers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The columns by which a table is cut into ranges, in the order of their index. Values travel as the server's own text and go
 * back as literals of the column's type, so that any type with an ordering serves. Immutable.
 *
 * @param table the table's oid: another table of the same name is another key
 * @param types as format_type prints them
 */
public record Key(long table, List<String> columns, List<String> types) {
    public Key {
        columns = List.copyOf(columns);
        types = List.copyOf(types);
    }

    /** {@code a, b} */
    public String list() {
        return columns.stream().map(Identifiers::quote).collect(Collectors.joining(", "));
    }

    /** {@code a::text, b::text} */
    public String textList() {
        return columns.stream().map(c -> Identifiers.quote(c) + "::text").collect(Collectors.joining(", "));
    }

    /**
     * {@code a::text AS place1, b::text AS place2}. Without names of their own the texts would be called as the columns are, and
     * ORDER BY would sort by the texts.
     */
    public String places() {
        List<String> places = new ArrayList<>();
        for (String column : columns) {
            places.add(Identifiers.quote(column) + "::text AS place" + (places.size() + 1));
        }
        return String.join(", ", places);
    }

    /** {@code a DESC, b DESC} */
    public String descending() {
        return columns.stream().map(c -> Identifiers.quote(c) + " DESC").collect(Collectors.joining(", "));
    }

    /** A comparison of the whole key with a place: {@code (a, b) > ('1'::integer, 'x'::text)}. */
    public String compare(String operator, List<String> place) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < place.size(); i++) {
            values.add(Identifiers.literal(place.get(i)) + "::" + types.get(i));
        }
        return columns.size() == 1
                ? Identifiers.quote(columns.getFirst()) + " " + operator + " " + values.getFirst()
                : "(" + list() + ") " + operator + " (" + String.join(", ", values) + ")";
    }

    /** What must stay the same from the first chunk to the last. */
    public String signature() {
        return table + ":" + columns + types;
    }
}
