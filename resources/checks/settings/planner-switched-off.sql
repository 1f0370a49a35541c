-- title: The planner may not use a kind of plan
-- why: What helped one statement once makes others slow. Set it for that statement's transaction instead.
-- finding: {object} is off for everybody.
-- warn: any
-- interval: 300
-- tab: servers SETTINGS/{object}
SELECT name AS object, source
FROM pg_settings
WHERE name LIKE 'enable\_%' AND vartype = 'bool' AND boot_val = 'on' AND setting = 'off' AND source NOT IN ('session', 'client')
