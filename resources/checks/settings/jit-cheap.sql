-- title: Statements are compiled that are too short for it
-- why: Compiling takes tens of milliseconds, which only statements that run for seconds get back.
-- finding: jit_above_cost is {value}.
-- unit: count
-- warn: < 10000
-- points: 2
-- interval: 3600
-- tab: servers SETTINGS/jit_above_cost
-- fix: ALTER SYSTEM RESET jit_above_cost; SELECT pg_reload_conf();
SELECT s.setting::float8 AS value
FROM pg_settings s
JOIN pg_settings j ON j.name = 'jit'
WHERE s.name = 'jit_above_cost' AND s.setting::float8 >= 0 AND (j.reset_val = 'on')
