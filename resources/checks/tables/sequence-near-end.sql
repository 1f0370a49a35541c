-- title: Sequences near their end
-- why: When a sequence has given its last number, every insert that asks it for one fails.
-- finding: Sequence {object} has given {value} of its numbers; {left:count} are left.
-- unit: share
-- warn: 0.7
-- crit: 0.85
-- interval: 300
-- tab: data {object}
WITH s AS (
    SELECT *, format('%I.%I', schemaname, sequencename) AS name,
           -- not by its name: in a schema that this role may not use the whole check would fail
           has_sequence_privilege((SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                                   WHERE n.nspname = schemaname AND c.relname = sequencename), 'USAGE,SELECT') AS visible
    FROM pg_sequences
    WHERE NOT cycle
)
SELECT name AS object, data_type::text AS type, last_value,
       CASE WHEN increment_by > 0 THEN last_value::numeric - min_value ELSE max_value::numeric - last_value END::float8
           / nullif(max_value::numeric - min_value, 0)::float8 AS value,
       (CASE WHEN increment_by > 0 THEN max_value::numeric - last_value ELSE last_value::numeric - min_value END
           / abs(increment_by))::bigint AS left,
       CASE WHEN NOT visible THEN 'unseen' END AS level,
       CASE WHEN NOT visible THEN format('GRANT SELECT ON SEQUENCE %s TO %I;', name, current_user)
            WHEN data_type::text <> 'bigint' THEN format('ALTER SEQUENCE %s AS bigint;', name) END AS fix,
       CASE WHEN data_type::text <> 'bigint' THEN format('ALTER SEQUENCE %s AS %s;', name, data_type) END AS undo
FROM s
ORDER BY 4 DESC NULLS LAST
