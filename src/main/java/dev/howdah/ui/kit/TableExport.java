package dev.howdah.ui.kit;

import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes rows as texts for other programs: full precision, no units. */
final class TableExport {
    private TableExport() {}

    /** For the clipboard and spreadsheets: with a header line, tabs between. */
    static <R> String tabbed(List<Column<R>> columns, List<R> rows) {
        String head = columns.stream().map(c -> c.title).collect(Collectors.joining("\t"));
        return rows.stream()
                .map(r -> columns.stream().map(c -> Format.oneLine(c.exported(r))).collect(Collectors.joining("\t")))
                .collect(Collectors.joining("\n", head + "\n", "\n"));
    }

    /** RFC 4180. */
    static <R> String csv(List<Column<R>> columns, List<R> rows) {
        String head = columns.stream().map(c -> quote(c.title)).collect(Collectors.joining(","));
        return rows.stream()
                .map(r -> columns.stream().map(c -> quote(c.exported(r))).collect(Collectors.joining(",")))
                .collect(Collectors.joining("\r\n", head + "\r\n", "\r\n"));
    }

    /** A list of objects whose fields are the columns' names without the tab's: {@code pool.sessions.user} becomes {@code user}. */
    static <R> String json(List<Column<R>> columns, List<R> rows) {
        JsonMapper mapper = JsonMapper.builder().build();
        ArrayNode all = mapper.createArrayNode();
        for (R row : rows) {
            ObjectNode one = all.addObject();
            for (Column<R> c : columns) {
                String name = c.id.substring(c.id.lastIndexOf('.') + 1);
                double number = c.number.apply(row);
                String text = c.exported(row);
                if (!Double.isNaN(number)) {
                    one.put(name, new java.math.BigDecimal(text));
                } else if (c.kind == Column.Kind.FIGURE && text.isEmpty()) {
                    one.putNull(name);
                } else {
                    one.put(name, text);
                }
            }
        }
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n";
    }

    private static String quote(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
