package dev.howdah.engine.profile;

/**
 * One entry of pg_stat_statements.
 *
 * @param userId oid of the role that ran it
 * @param databaseId oid of the database
 * @param queryId the server's number of the statement; stable within one major version; never 0 here
 * @param toplevel false when a function ran it (from extension 1.9 on; before, always true)
 */
public record StatementKey(long userId, long databaseId, long queryId, boolean toplevel) {}
