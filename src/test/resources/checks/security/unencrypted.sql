-- finds: *
-- replace: AND NOT a.client_addr <<= inet '127.0.0.0/8' => AND true
SELECT 1;
