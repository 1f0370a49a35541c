-- warn: 0.0001
SELECT 1;
