-- title: Sequences near their end
-- why: When a sequence has given its last number, every insert that asks it for one fails.
-- finding: Sequence {object} has given {value} of its numbers; {left} are left.
-- unit: share
-- warn: 0.7
-- crit: 0.95
-- interval: 300
-- tab: data
-- fix: ALTER SEQUENCE {object} AS bigint;
SELECT format('%I.%I', schemaname, sequencename) AS object,
       CASE WHEN increment_by > 0 THEN (last_value - min_value)::float8 / nullif(max_value::numeric - min_value, 0)::float8
            ELSE (max_value - last_value)::float8 / nullif(max_value::numeric - min_value, 0)::float8 END AS value,
       CASE WHEN increment_by > 0 THEN max_value - last_value ELSE last_value - min_value END AS left,
       data_type::text AS type,
       CASE WHEN NOT has_sequence_privilege(format('%I.%I', schemaname, sequencename), 'USAGE,SELECT') THEN 'unseen' END AS level,
       CASE WHEN NOT has_sequence_privilege(format('%I.%I', schemaname, sequencename), 'USAGE,SELECT')
            THEN format('GRANT SELECT ON SEQUENCE %I.%I TO %I;', schemaname, sequencename, current_user)
            WHEN data_type::text <> 'bigint' THEN format('ALTER SEQUENCE %I.%I AS bigint;', schemaname, sequencename) END AS fix
FROM pg_sequences
WHERE NOT cycle
ORDER BY 2 DESC NULLS LAST
