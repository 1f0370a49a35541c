-- replace: s.sessions >= 50 => true
-- warn: 0
SELECT 1;
