-- title: Published tables without a key
-- why: An UPDATE or DELETE of a published table that has neither primary key nor replica identity fails.
-- finding: {object} is published by {publication} and has no replica identity.
-- crit: any
-- points: 8
-- interval: 3600
-- tab: data {object}
-- fix: ALTER TABLE {object} REPLICA IDENTITY FULL;
-- undo: ALTER TABLE {object} REPLICA IDENTITY DEFAULT;
SELECT format('%I.%I', n.nspname, c.relname) AS object, string_agg(DISTINCT quote_ident(p.pubname), ', ') AS publication
FROM pg_publication_tables t
JOIN pg_publication p ON p.pubname = t.pubname AND (p.pubupdate OR p.pubdelete)
JOIN pg_namespace n ON n.nspname = t.schemaname
JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = t.tablename
WHERE c.relreplident = 'n' OR (c.relreplident = 'd' AND NOT EXISTS (
      SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary))
GROUP BY n.nspname, c.relname
