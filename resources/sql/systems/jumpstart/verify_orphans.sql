-- title: Every row belongs to something
SELECT 'posts without project' AS what, count(*) AS rows FROM jumpstart.posts x
WHERE NOT EXISTS (SELECT FROM jumpstart.projects y WHERE y.id = x.project_id) HAVING count(*) > 0
UNION ALL
SELECT 'projects without client' AS what, count(*) AS rows FROM jumpstart.projects x
WHERE NOT EXISTS (SELECT FROM jumpstart.clients y WHERE y.id = x.client_id) HAVING count(*) > 0
