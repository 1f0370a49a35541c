-- warn: 0
-- again: CHECKPOINT
SELECT 1;
