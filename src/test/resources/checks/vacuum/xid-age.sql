-- finds: sick
-- warn: 0.00000001
SELECT 1;
