-- title: Every resource is a documentation, an article or a course
SELECT coalesce(type, 'null') AS what, count(*) AS rows
FROM skillsprint.resources WHERE type IS NULL OR type NOT IN ('documentation', 'article', 'course') GROUP BY type ORDER BY 2 DESC, 1
