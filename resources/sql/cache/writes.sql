-- title: Who writes buffers out: checkpoints, background writer, clients
-- interval: 5
SELECT b.checkpoints_timed AS timed, b.checkpoints_req AS requested, b.buffers_checkpoint AS by_checkpoint, b.buffers_clean AS by_writer,
       b.buffers_backend AS by_clients, b.maxwritten_clean AS writer_stopped, w.wal_bytes::bigint AS wal_bytes, w.wal_buffers_full,
       pg_catalog.pg_size_bytes(current_setting('shared_buffers')) AS shared_buffers, b.stats_reset
FROM pg_catalog.pg_stat_bgwriter b, pg_catalog.pg_stat_wal w
