-- finds: prepared transaction 'forgotten'
-- warn: 0
SELECT 1;
