-- title: One progress for each user and project
SELECT 'user ' || user_id || ', project ' || project_id AS what, count(*) - 1 AS rows
FROM learnpath.user_progress GROUP BY user_id, project_id HAVING count(*) > 1 ORDER BY 2 DESC, 1 LIMIT 100
