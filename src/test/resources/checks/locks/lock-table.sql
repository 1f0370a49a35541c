-- warn: 0.000001
SELECT 1;
