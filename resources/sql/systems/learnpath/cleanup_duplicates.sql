-- title: Progress that stands there twice, all but the newest
WITH gone AS (
    DELETE FROM learnpath.user_progress p USING learnpath.user_progress newer
    WHERE newer.user_id = p.user_id AND newer.project_id = p.project_id AND (newer.updated_at, newer.id) > (p.updated_at, p.id)
    RETURNING p.id)
SELECT count(DISTINCT id) AS rows FROM gone
