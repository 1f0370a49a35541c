-- finds: sick
-- warn: 0.1
-- again: SELECT 1
SELECT 1;
