-- title: Jobs that were queued, newest first
SELECT run, job, target, arguments, state, worker, rows, message, queued_at, started_at, ended_at
FROM howdah.job_history
WHERE (:text = '' OR strpos(lower(concat_ws(' ', job, target, arguments, message, worker, run)), lower(:text)) > 0)
  AND (:state = '' OR state = :state)
ORDER BY queued_at DESC, run LIMIT :limit
