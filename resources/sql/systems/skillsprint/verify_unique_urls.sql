-- title: Every resource's URL is unique
SELECT url || ' (' || count(*) || ' times)' AS what, count(*) - 1 AS rows
FROM skillsprint.resources GROUP BY url HAVING count(*) > 1 ORDER BY 2 DESC, 1
