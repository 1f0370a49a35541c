-- title: Every row belongs to something
SELECT 'orders without user' AS what, count(*) AS rows FROM paintstudio.orders x
WHERE NOT EXISTS (SELECT FROM paintstudio.users y WHERE y.id = x.user_id) HAVING count(*) > 0
UNION ALL
SELECT 'orders without paint' AS what, count(*) AS rows FROM paintstudio.orders x
WHERE NOT EXISTS (SELECT FROM paintstudio.paints y WHERE y.id = x.paint_id) HAVING count(*) > 0
