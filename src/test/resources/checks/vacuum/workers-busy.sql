-- warn: 0.1
-- replace: = 'autovacuum worker' => <> 'none'
-- replace: >= 60 => >= 0
SELECT 1;
