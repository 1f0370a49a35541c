-- warn: 5
-- replace: clock_timestamp() => (clock_timestamp() + interval '1 day')
SELECT 1;
