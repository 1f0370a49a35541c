-- title: Who writes buffers out: checkpoints, background writer, clients
-- interval: 5
SELECT c.num_timed AS timed, c.num_requested AS requested, c.buffers_written AS by_checkpoint, b.buffers_clean AS by_writer,
       (SELECT sum(i.writes)::bigint FROM pg_catalog.pg_stat_io i
        WHERE i.backend_type = 'client backend' AND i.object = 'relation' AND i.context = 'normal') AS by_clients,
       b.maxwritten_clean AS writer_stopped, w.wal_bytes::bigint AS wal_bytes, w.wal_buffers_full,
       pg_catalog.pg_size_bytes(current_setting('shared_buffers')) AS shared_buffers, b.stats_reset
FROM pg_catalog.pg_stat_checkpointer c, pg_catalog.pg_stat_bgwriter b, pg_catalog.pg_stat_wal w
