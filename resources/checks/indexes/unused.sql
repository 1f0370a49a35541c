-- title: Indexes that nobody uses
-- why: Every write pays for them, and they take space and cache. An index that was made lately may not have been needed yet.
-- finding: Index {object} ({value}) was not used since {since}.
-- unit: bytes
-- warn: 1048576
-- points: 2
-- confidence: measured
-- interval: 3600
-- timeout: 10
-- tab: data {object}
WITH age AS MATERIALIZED (
    -- the shared counters begin anew with a crash too, and their reset time says so
    SELECT greatest((SELECT stats_reset FROM pg_stat_database WHERE datname = current_database()),
                    (SELECT stats_reset FROM pg_stat_bgwriter)) AS since
), replicas AS MATERIALIZED (
    -- of several with one name nobody can tell which was looked at
    SELECT 'replica ' || r.name || CASE WHEN count(*) > 1 THEN '-and-' || count(*) - 1 || '-alike' ELSE '' END AS name
    FROM (SELECT coalesce(nullif(application_name, ''), pid::text) AS name FROM pg_stat_replication WHERE state IS DISTINCT FROM 'backup') r
    GROUP BY r.name
    UNION
    SELECT 'replica of slot ' || slot_name FROM pg_replication_slots WHERE slot_type = 'physical'
    UNION
    SELECT 'the primary of this standby' WHERE pg_is_in_recovery()
), leaves AS (
    -- a partitioned index is used when one of its partitions is
    SELECT i.indexrelid AS root, i.indexrelid AS leaf FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE c.relkind = 'i' AND NOT c.relispartition
    UNION ALL
    SELECT c.oid, t.relid FROM pg_class c CROSS JOIN LATERAL pg_partition_tree(c.oid) AS t WHERE c.relkind = 'I' AND NOT c.relispartition AND t.isleaf
), used AS (
    SELECT l.root, sum(coalesce(s.idx_scan, 0)) AS scans, sum(l2.relpages)::bigint * current_setting('block_size')::int AS size,
           -- from 16 on: of what was hardly ever scanned, when last
           CASE WHEN max(s.idx_scan) <= 1000 THEN max(CASE WHEN s.idx_scan > 0 THEN (to_jsonb(s) ->> 'last_idx_scan')::timestamptz END) END AS last
    FROM leaves l
    JOIN pg_class l2 ON l2.oid = l.leaf
    LEFT JOIN pg_stat_all_indexes s ON s.indexrelid = l.leaf
    GROUP BY l.root
)
SELECT format('%I.%I', n.nspname, c.relname) AS object, u.size::float8 AS value, coalesce(u.last, a.since)::date::text AS since,
       u.scans, a.since::date::text AS counted_since, made.at::date::text AS made,
       format('%I.%I', tn.nspname, t.relname) AS on_table, pg_get_indexdef(c.oid) AS definition,
       CASE WHEN EXISTS (SELECT FROM pg_index o WHERE o.indrelid = i.indrelid AND o.indexrelid <> i.indexrelid
                         AND o.indisvalid AND NOT o.indisunique AND o.indkey[0] = i.indkey[0]) OR c.relkind = 'I' THEN 'yes' END AS alike,
       NULL AS level,
       CASE WHEN NOT EXISTS (SELECT FROM replicas)
                 -- of two that begin alike, "the same" and "covered" say which may go
                 AND NOT EXISTS (SELECT FROM pg_index o WHERE o.indrelid = i.indrelid AND o.indexrelid <> i.indexrelid
                                 AND o.indisvalid AND NOT o.indisunique AND o.indkey[0] = i.indkey[0]) THEN
           format('DROP INDEX %s%I.%I;', CASE WHEN c.relkind = 'i' THEN 'CONCURRENTLY ' ELSE '' END, n.nspname, c.relname) END AS fix,
       CASE WHEN c.relkind = 'i' THEN regexp_replace(pg_get_indexdef(c.oid), '^CREATE (UNIQUE )?INDEX ', 'CREATE \1INDEX CONCURRENTLY ')
            ELSE replace(pg_get_indexdef(c.oid), ' ON ONLY ', ' ON ') END || ';' AS undo
FROM used u
CROSS JOIN age a
JOIN pg_class c ON c.oid = u.root
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_index i ON i.indexrelid = c.oid
JOIN pg_class t ON t.oid = i.indrelid
JOIN pg_namespace tn ON tn.oid = t.relnamespace
CROSS JOIN LATERAL (
    -- an index that is younger than the counters had no time to be used; few servers note when
    SELECT CASE WHEN current_setting('track_commit_timestamp')::bool AND NOT pg_is_in_recovery() THEN pg_xact_commit_timestamp(i.xmin) END AS at) AS made
WHERE (u.scans = 0 OR u.last < clock_timestamp() - interval '100 days')
  AND greatest(a.since, made.at) < clock_timestamp() - interval '14 days'
  AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND c.relpersistence <> 't'
  AND NOT i.indisunique AND NOT i.indisprimary AND NOT i.indisexclusion AND NOT i.indisreplident AND NOT i.indisclustered
  AND i.indisvalid AND i.indisready
  AND i.indexprs IS NULL -- the planner uses the statistics of an expression without scanning the index
  AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = c.oid)
  AND NOT EXISTS (
      SELECT FROM pg_constraint k
      WHERE k.contype = 'f' AND k.conrelid = i.indrelid
        AND (i.indkey::int2[])[0:cardinality(k.conkey) - 1] @> k.conkey AND k.conkey @> (i.indkey::int2[])[0:cardinality(k.conkey) - 1])
UNION ALL
SELECT format('statistics since %s, 14 days are needed', coalesce(since::date::text, 'an unknown day')), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'unseen', NULL, NULL
FROM age
WHERE since IS NULL OR since >= clock_timestamp() - interval '14 days'
UNION ALL
SELECT name, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'unseen', NULL, NULL FROM replicas
ORDER BY 2 DESC NULLS LAST
