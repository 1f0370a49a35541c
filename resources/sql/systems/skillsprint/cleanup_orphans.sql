-- title: Progress and experience whose user or skill is gone
WITH progress AS (
    DELETE FROM skillsprint.skill_progress p
    WHERE NOT EXISTS (SELECT FROM skillsprint.users u WHERE u.id = p.user_id)
       OR NOT EXISTS (SELECT FROM skillsprint.skills s WHERE s.id = p.skill_id) RETURNING 1),
xp AS (
    DELETE FROM skillsprint.xp_transactions x
    WHERE NOT EXISTS (SELECT FROM skillsprint.users u WHERE u.id = x.user_id) RETURNING 1)
SELECT (SELECT count(*) FROM progress) + (SELECT count(*) FROM xp) AS rows
