-- finds: no_such_setting
SELECT 1;
