-- replace: setting = 'minimal' => setting = 'logical'
SELECT 1;
