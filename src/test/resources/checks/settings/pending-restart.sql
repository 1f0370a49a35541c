-- finds: max_worker_processes
ALTER SYSTEM SET max_worker_processes = 17;
SELECT pg_reload_conf();
