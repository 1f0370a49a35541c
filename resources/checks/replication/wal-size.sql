-- title: The log takes much more than it should
-- why: A slot, the archiver or wal_keep_size holds it back, and the disk fills.
-- finding: The log takes {size:bytes}, {value} times max_wal_size.
-- unit: count
-- warn: 3
-- crit: 10
-- interval: 300
-- scope: server
-- tab: servers SETTINGS/max_wal_size
-- needs: role pg_monitor
-- timeout: 5
SELECT round(w.size / m.most, 1)::float8 AS value, w.size::float8 AS size
FROM (SELECT sum(size) AS size FROM pg_ls_waldir()) AS w
CROSS JOIN (SELECT pg_size_bytes(current_setting('max_wal_size'))::numeric AS most) AS m
