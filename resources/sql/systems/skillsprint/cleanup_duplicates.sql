-- title: Resources whose URL stands there already, all but the first
WITH gone AS (
    DELETE FROM skillsprint.resources r USING skillsprint.resources first
    WHERE first.url = r.url AND first.id < r.id RETURNING r.id)
SELECT count(DISTINCT id) AS rows FROM gone
