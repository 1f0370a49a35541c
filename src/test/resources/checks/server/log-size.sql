-- warn: 1
SELECT 1;
