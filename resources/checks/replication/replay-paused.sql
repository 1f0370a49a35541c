-- title: Replay is paused
-- why: The standby takes log and shows nothing of it until somebody resumes.
-- finding: Replay on this standby is {state}.
-- warn: any
-- scope: server
-- tab: servers REPLICATION/
-- fix: SELECT pg_wal_replay_resume();
-- undo: SELECT pg_wal_replay_pause();
SELECT pg_get_wal_replay_pause_state() AS state
WHERE CASE WHEN pg_is_in_recovery() THEN pg_get_wal_replay_pause_state() <> 'not paused' ELSE false END
