package dev.howdah.engine.log;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What an error's text says about its SQLSTATE where the log does not carry it: most errors in English, the commonest in the other languages of the
 * server. Texts that functions raise themselves tell nothing, and stay without.
 */
final class StateOf {
    private static final Pattern MOMENT = Pattern.compile("(?s)[^:]*\\b(timestamp|date|time|interval)\\b.*");

    /** Start or whole of a message to its SQLSTATE (appendix "Error Codes" of PostgreSQL's manual), first match wins. */
    private static final List<Map.Entry<Pattern, String>> MESSAGES = List.of(
            is("syntax error at|unterminated |cannot insert multiple commands|each (UNION|INTERSECT|EXCEPT) query", "42601"),
            is("INSERT has more|subquery (in FROM )?must|query has no destination", "42601"),
            is("relation \".*\" does not exist|sequence \".*\" does not exist|missing FROM-clause|table \".*\" does not exist|view \".*\" does not exist", "42P01"),
            is("column .* (does not exist|of relation .* does not exist)", "42703"),
            is("function .* does not exist|operator does not exist|procedure .* does not exist", "42883"),
            is("relation \".*\" already exists", "42P07"),
            is("type .* does not exist|index .* does not exist|prepared transaction .* does not exist|constraint .* does not exist",
                    "42704"),
            is("role \".*\" does not exist", "42704"),
            is("role \".*\" is not permitted to log in|no pg_hba.conf entry", "28000"),
            is("database \".*\" does not exist", "3D000"),
            is("schema \".*\" does not exist", "3F000"),
            is("password authentication failed", "28P01"),
            is("permission denied|must be (owner|superuser|member|able)|must have", "42501"),
            is("duplicate key value violates unique constraint", "23505"),
            is("null value in column .* violates not-null", "23502"),
            is(".*violates foreign key constraint", "23503"),
            is(".*violates check constraint", "23514"),
            is("conflicting key value violates exclusion constraint", "23P01"),
            is("division by zero", "22012"),
            is("value too long for type", "22001"),
            is("invalid input syntax for type (timestamp|date|time|interval)|invalid value .* for \"", "22007"),
            is("invalid input syntax for|invalid input value for enum|malformed (array|record|range) literal", "22P02"),
            is("timestamp cannot|date/time field value out of range|(timestamp|date|interval) (field value )?out of range", "22008"),
            is("(integer|smallint|bigint|money|value|\"[^\"]*\") (\"[^\"]*\" )?(is )?out of range|numeric field overflow", "22003"),
            is("negative substring length", "22011"),
            is("LIMIT must not be negative", "2201W"),
            is("OFFSET must not be negative", "2201X"),
            is("invalid byte sequence for encoding", "22021"),
            is("invalid value for parameter", "22023"),
            is("there is already a transaction in progress", "25001"),
            is("there is no transaction in progress", "25P01"),
            is("current transaction is aborted", "25P02"),
            is("cannot execute .* in a read-only transaction", "25006"),
            is("terminating connection due to idle-in-transaction timeout", "25P03"),
            is("terminating connection due to idle-session timeout", "57P05"),
            is("deadlock detected", "40P01"),
            is("could not serialize access", "40001"),
            is("canceling statement due to conflict with recovery", "40001"),
            is("canceling statement due to lock timeout|could not obtain lock", "55P03"),
            is("canceling (statement|autovacuum task)", "57014"),
            is("terminating connection due to administrator command|terminating (autovacuum|background|walreceiver)", "57P01"),
            is("terminating connection because of crash", "57P02"),
            is("the database system is", "57P03"),
            is("too many connections|remaining connection slots|sorry, too many clients", "53300"),
            is("could not (extend|write|create).*No space left", "53100"),
            is("out of memory", "53200"),
            is("out of shared memory", "53200"),
            is("program \".*\" failed", "38000"),
            is("incomplete startup packet|invalid length of startup packet", "08P01"),
            is("could not receive data from client|unexpected EOF on client|connection to client lost", "08006"),
            is("could not send data to client", "08006"),
            is("cached plan must not change result type|cannot .* is not supported", "0A000"),
            is("prepared statement \".*\" does not exist", "26000"),
            is("prepared statement \".*\" already exists", "42P05"),
            is("cursor \".*\" does not exist", "34000"),
            is("column reference .* is ambiguous", "42702"),
            is("column .* must appear in the GROUP BY", "42803"),
            is("savepoint \".*\" does not exist", "3B001"),
            is("unrecognized configuration parameter|extension .* does not exist|trigger .* does not exist", "42704"),
            is("more than one row returned by a subquery", "21000"),
            is("cannot drop .* because other objects depend on it", "2BP01"),
            is("there is no unique or exclusion constraint matching the ON CONFLICT", "42P10"),
            is("invalid reference to FROM-clause entry", "42P01"),
            is("cannot cast type|cannot cast jsonb", "42846"),
            is("(role|replication slot|extension|constraint|trigger) .* already exists", "42710"),
            is("database \".*\" already exists", "42P04"),
            is("database \".*\" is being accessed by other users", "55006"),
            is("schema \".*\" already exists", "42P06"),
            is("function .* already exists", "42723"),
            is("column \".*\" (specified more than once|of relation .* already exists)", "42701"),
            is("stack depth limit exceeded", "54001"),
            is("index row (size|requires)|row is too big", "54000"),
            is("invalid regular expression", "2201B"),
            is("unsupported Unicode escape|character with byte sequence", "22P05"),
            is("parameter .* cannot be (changed|set)", "55P02"),
            is("function .* is not unique|operator is not unique", "42725"),
            is("column .* is of type|argument of .* must be type|.* types .* cannot be matched", "42804"),
            is("aggregate function(s| calls) (are not allowed|cannot)|column .* must appear", "42803"),
            is("window function(s| calls) (are not allowed|cannot)", "42P20"),
            is("for SELECT DISTINCT, ORDER BY", "42P10"),
            is("cannot insert a non-DEFAULT value", "428C9"),
            is("cannot truncate a table referenced", "0A000"),
            is("no schema has been selected", "3F000"),
            is("there is no parameter", "42P02"),
            is("could not determine data type|could not determine polymorphic", "42P18"),
            is("bind message supplies|bind message has", "08P01"),
            is("terminating connection due to conflict with recovery", "40001"),
            is("terminating connection due to transaction timeout", "25P04"),
            is("control reached end of function without RETURN", "2F005"),
            is("query returned no rows", "P0002"),
            is("query returned more than one row", "P0003"),
            is("nextval: reached m", "2200H"),
            is("lastval is not yet defined|currval of sequence", "55000"),
            is("[A-Z ]+ cannot run inside a transaction block", "25001"),
            is("[A-Z ]+ can only be used in transaction blocks", "25P01"),
            is("cannot take logarithm", "2201E"),
            is("cannot take square root", "2201F"),
            is("invalid escape string", "22025"));

    private static final List<Wording> OTHERS = others();

    private StateOf() {}

    /** A text with gaps. */
    private record Wording(String state, List<String> parts) {
        boolean fits(String text) {
            int end = text.length() - parts.getLast().length();
            if (!text.startsWith(parts.getFirst()) || !text.endsWith(parts.getLast()) || (parts.size() == 1 && end != 0)) {
                return false;
            }
            int p = parts.getFirst().length();
            for (int i = 1; i < parts.size() - 1; i++) {
                p = text.indexOf(parts.get(i), p);
                if (p < 0) {
                    return false;
                }
                p += parts.get(i).length();
            }
            return parts.size() == 1 || p <= end;
        }
    }

    private static List<Wording> others() {
        List<Wording> all = new ArrayList<>();
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(StateOf.class.getResourceAsStream("/log/states.properties")), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (!line.startsWith("#") && line.length() > 6) {
                    for (String wording : line.substring(6).split("\\|")) {
                        String plain = wording.replace("\\n", "\n").replaceAll("\\d+", "N");
                        all.add(new Wording(line.substring(0, 5), List.of(plain.split("\\*", -1))));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(all);
    }

    private static Map.Entry<Pattern, String> is(String pattern, String state) {
        return Map.entry(Pattern.compile("(?s)(" + pattern + ").*"), state);
    }

    /** What the message says, "" when it is in no list. @param text with N for every number */
    static String message(String text, Severity severity) {
        for (Map.Entry<Pattern, String> known : MESSAGES) {
            if (known.getKey().matcher(text).matches()) {
                // who cannot log in is refused before there is a statement
                return "42704".equals(known.getValue()) && severity == Severity.FATAL ? "28000" : known.getValue();
            }
        }
        for (Wording wording : OTHERS) {
            if (wording.fits(text)) {
                return "22P02".equals(wording.state) && MOMENT.matcher(text).matches() ? "22007" : wording.state;
            }
        }
        return "";
    }
}
