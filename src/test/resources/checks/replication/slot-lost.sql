-- finds: forgotten_slot
-- replace: IN ('lost', 'unreserved') => IN ('lost', 'unreserved', 'reserved', 'extended')
SELECT 1;
