-- title: Every row belongs to something
SELECT 'user_progress without user' AS what, count(*) AS rows FROM learnpath.user_progress x
WHERE NOT EXISTS (SELECT FROM learnpath.users y WHERE y.id = x.user_id) HAVING count(*) > 0
UNION ALL
SELECT 'user_progress without project' AS what, count(*) AS rows FROM learnpath.user_progress x
WHERE NOT EXISTS (SELECT FROM learnpath.projects y WHERE y.id = x.project_id) HAVING count(*) > 0
UNION ALL
SELECT 'code_executions without user' AS what, count(*) AS rows FROM learnpath.code_executions x
WHERE NOT EXISTS (SELECT FROM learnpath.users y WHERE y.id = x.user_id) HAVING count(*) > 0
