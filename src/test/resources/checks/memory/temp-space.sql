-- warn: 0
SELECT 1;
