package dev.howdah.engine.db;

import java.util.regex.Pattern;
import org.jdbi.v3.core.statement.ColonPrefixSqlParser;
import org.jdbi.v3.core.statement.ParsedSql;
import org.jdbi.v3.core.statement.SqlParser;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Names after a colon, as the library reads them, and only where there may be one: its grammar takes longer to get going than a
 * statement takes to run, and most of ours have no parameters. Thread-safe.
 */
final class NamedParameters implements SqlParser {
    /** A colon that is no cast's, before what a name can begin with; a question mark; a backslash takes either its meaning. */
    private static final Pattern POSSIBLE = Pattern.compile("(?<!:):[\\p{L}_]|[?\\\\]");

    private final SqlParser grammar = new ColonPrefixSqlParser();

    @Override
    public ParsedSql parse(String sql, StatementContext context) {
        return POSSIBLE.matcher(sql).find() ? grammar.parse(sql, context) : ParsedSql.builder().append(sql).build();
    }

    @Override
    public String nameParameter(String name, StatementContext context) {
        return grammar.nameParameter(name, context);
    }
}
