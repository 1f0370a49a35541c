-- title: Jobs that wait in the queue or run, the next first
SELECT CAST(q.task_instance AS uuid) AS id, q.entry ->> 'job' AS job, q.entry ->> 'target' AS target, q.entry ->> 'arguments' AS arguments,
       q.entry ->> 'repeat' AS repeat, q.execution_time AS at, q.picked AS running, q.picked_by AS worker
FROM (SELECT task_instance, execution_time, picked, picked_by, convert_from(task_data, 'UTF8')::jsonb AS entry
      FROM howdah.queue WHERE task_name = 'job') q
ORDER BY q.execution_time, q.task_instance
