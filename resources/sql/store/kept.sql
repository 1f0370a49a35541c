-- title: What the repository keeps of each target, and which session writes it
SELECT t.id, t.name, t.environment, t.address, t.database,
       (SELECT max(s.at) FROM howdah_store.sample_fine s WHERE s.target = t.id) AS newest,
       least((SELECT min(s.at) FROM howdah_store.sample_coarse s WHERE s.target = t.id),
             (SELECT min(s.at) FROM howdah_store.sample_fine s WHERE s.target = t.id)) AS oldest,
       w.pid AS writer_pid, w.usename::text AS writer_user, host(w.client_addr) AS writer_client, w.backend_start AS writer_since
FROM howdah_store.target t
LEFT JOIN (SELECT l.objid, a.pid, a.usename, a.client_addr, a.backend_start
           FROM pg_catalog.pg_locks l
           JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
           WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 2
             AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
             AND l.classid::bigint = hashtext('howdah_store.writer')::bigint & 4294967295) w ON w.objid = t.id::oid
ORDER BY t.name, t.id
