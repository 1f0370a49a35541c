package dev.howdah.engine.log;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** SQLSTATEs as numbers, and what an English message of the server says about its SQLSTATE where the log does not carry it. */
final class SqlStates {
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    /** Start or whole of a message to its SQLSTATE (appendix "Error Codes" of PostgreSQL's manual), first match wins. */
    private static final List<Map.Entry<Pattern, String>> MESSAGES = List.of(
            is("syntax error at|unterminated |cannot insert multiple commands|each (UNION|INTERSECT|EXCEPT) query", "42601"),
            is("relation \".*\" does not exist|missing FROM-clause|table \".*\" does not exist|view \".*\" does not exist", "42P01"),
            is("column .* (does not exist|of relation .* does not exist)", "42703"),
            is("function .* does not exist|operator does not exist|procedure .* does not exist", "42883"),
            is("relation \".*\" already exists", "42P07"),
            is("type .* does not exist|index .* does not exist|prepared transaction .* does not exist|constraint .* does not exist",
                    "42704"),
            is("role \".*\" does not exist|role \".*\" is not permitted to log in|no pg_hba.conf entry", "28000"),
            is("database \".*\" does not exist", "3D000"),
            is("schema \".*\" does not exist", "3F000"),
            is("password authentication failed", "28P01"),
            is("permission denied|must be (owner|superuser)|must have", "42501"),
            is("duplicate key value violates unique constraint", "23505"),
            is("null value in column .* violates not-null", "23502"),
            is(".*violates foreign key constraint", "23503"),
            is(".*violates check constraint", "23514"),
            is("conflicting key value violates exclusion constraint", "23P01"),
            is("division by zero", "22012"),
            is("value too long for type", "22001"),
            is("invalid input syntax for type (timestamp|date|time|interval)|invalid value .* for \"", "22007"),
            is("invalid input syntax for|invalid input value for enum|malformed (array|record|range) literal", "22P02"),
            is(".*out of range", "22003"),
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
            is("timestamp cannot|date/time field value out of range", "22008"));

    private SqlStates() {
    }

    private static Map.Entry<Pattern, String> is(String pattern, String state) {
        return Map.entry(Pattern.compile("(?s)(" + pattern + ").*"), state);
    }

    /** Five characters as a number, 0 for "00000" and for anything that is no SQLSTATE. */
    static int pack(byte[] b, int from, int to) {
        if (to - from != 5) {
            return 0;
        }
        int packed = 0;
        for (int p = from; p < to; p++) {
            int c = b[p];
            int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'Z' ? c - 'A' + 10 : -1;
            if (digit < 0) {
                return 0;
            }
            packed = packed * 36 + digit;
        }
        return packed;
    }

    /** Whether five digits or capitals stand at {@code p}. */
    static boolean looksLike(byte[] b, int p) {
        for (int q = p; q < p + 5; q++) {
            if (!((b[q] >= '0' && b[q] <= '9') || (b[q] >= 'A' && b[q] <= 'Z'))) {
                return false;
            }
        }
        return true;
    }

    /** The five characters of a packed SQLSTATE. */
    static String unpack(int packed) {
        char[] c = new char[5];
        int rest = packed;
        for (int i = 4; i >= 0; i--) {
            c[i] = DIGITS.charAt(rest % 36);
            rest /= 36;
        }
        return new String(c);
    }

    /** What the message says, "" when it is in no list. */
    static String infer(String message) {
        for (Map.Entry<Pattern, String> known : MESSAGES) {
            if (known.getKey().matcher(message).matches()) {
                return known.getValue();
            }
        }
        return "";
    }
}
