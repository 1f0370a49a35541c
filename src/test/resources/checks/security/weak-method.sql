-- finds: *
SELECT 1;
