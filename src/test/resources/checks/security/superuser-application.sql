-- warn: 1
-- finds: *
-- replace: NOT LIKE 'howdah/%' => <> 'none'
SELECT 1;
