-- title: Temporary files take much space now
-- why: A query that sorts or joins too much can fill the disk. temp_file_limit bounds it.
-- finding: Temporary files take {value} in {files:count} files now.
-- unit: bytes
-- warn: 10737418240
-- crit: 107374182400
-- scope: server
-- tab: activity
-- needs: role pg_monitor
SELECT coalesce(sum(size), 0)::float8 AS value, count(*) AS files FROM pg_ls_tmpdir()
