-- title: Every progress, resource and experience belongs to something
SELECT 'skill_progress without user' AS what, count(*) AS rows FROM skillsprint.skill_progress p
WHERE NOT EXISTS (SELECT FROM skillsprint.users u WHERE u.id = p.user_id) HAVING count(*) > 0
UNION ALL
SELECT 'skill_progress without skill', count(*) FROM skillsprint.skill_progress p
WHERE NOT EXISTS (SELECT FROM skillsprint.skills s WHERE s.id = p.skill_id) HAVING count(*) > 0
UNION ALL
SELECT 'resources without skill', count(*) FROM skillsprint.resources r
WHERE NOT EXISTS (SELECT FROM skillsprint.skills s WHERE s.id = r.skill_id) HAVING count(*) > 0
UNION ALL
SELECT 'xp_transactions without user', count(*) FROM skillsprint.xp_transactions x
WHERE NOT EXISTS (SELECT FROM skillsprint.users u WHERE u.id = x.user_id) HAVING count(*) > 0
