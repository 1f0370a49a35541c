-- title: What a run said
SELECT at, line FROM howdah.job_log WHERE run = CAST(:run AS uuid) ORDER BY n
