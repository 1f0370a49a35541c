-- title: Sizes as the source's catalogue has them
UPDATE pg_catalog.pg_class c
SET relpages = s.pages, reltuples = s.tuples, relallvisible = s.all_visible, relhasindex = c.relhasindex OR c.relkind IN ('r', 'm', 'p')
FROM howdah_size s
WHERE s.relid = c.oid
