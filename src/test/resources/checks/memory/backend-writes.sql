-- warn: 0.01
-- replace: ::float8 AS base => ::float8 * 20 AS base
-- replace: buffers_backend + buffers_clean + buffers_checkpoint AS base => (buffers_backend + buffers_clean + buffers_checkpoint) * 20 AS base
-- again: DO $$ BEGIN CREATE TEMP TABLE IF NOT EXISTS nothing (a int); INSERT INTO public.written SELECT i, repeat('y', 400) FROM generate_series(1, 20000) i; END $$
CREATE TABLE written (a int, b text);
