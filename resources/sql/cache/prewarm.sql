-- title: Loads blocks of a relation into shared_buffers
-- needs: extension pg_prewarm
SELECT CASE WHEN :first::bigint < size.blocks
            THEN pg_prewarm(:name::regclass, 'buffer', 'main', :first::bigint, least(:first::bigint + :blocks::bigint, size.blocks) - 1) ELSE 0 END AS loaded
FROM (SELECT pg_catalog.pg_relation_size(:name::regclass) / current_setting('block_size')::int AS blocks) AS size
