-- title: Every row belongs to something
SELECT 'user_settings without user' AS what, count(*) AS rows FROM trainingmonkey.user_settings x
WHERE NOT EXISTS (SELECT FROM trainingmonkey.users y WHERE y.id = x.user_id) HAVING count(*) > 0
UNION ALL
SELECT 'activities without user' AS what, count(*) AS rows FROM trainingmonkey.activities x
WHERE NOT EXISTS (SELECT FROM trainingmonkey.users y WHERE y.id = x.user_id) HAVING count(*) > 0
UNION ALL
SELECT 'oauth_tokens without user' AS what, count(*) AS rows FROM trainingmonkey.oauth_tokens x
WHERE NOT EXISTS (SELECT FROM trainingmonkey.users y WHERE y.id = x.user_id) HAVING count(*) > 0
UNION ALL
SELECT 'acwr_results without user' AS what, count(*) AS rows FROM trainingmonkey.acwr_results x
WHERE NOT EXISTS (SELECT FROM trainingmonkey.users y WHERE y.id = x.user_id) HAVING count(*) > 0
