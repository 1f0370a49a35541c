-- warn: 0.1
SELECT 1;
