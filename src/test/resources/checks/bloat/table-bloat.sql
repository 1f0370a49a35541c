-- finds: public.swollen
-- spares: public.dense
CREATE TABLE swollen (a int PRIMARY KEY, b text);
INSERT INTO swollen SELECT i, repeat('x', 200) FROM generate_series(1, 50000) i;
DELETE FROM swollen WHERE a % 10 <> 0;
VACUUM ANALYZE swollen;
CREATE TABLE dense (a int PRIMARY KEY, b text, c timestamptz DEFAULT now(), d numeric);
INSERT INTO dense SELECT i, repeat('x', i % 300), now(), CASE WHEN i % 3 = 0 THEN i END FROM generate_series(1, 60000) i;
VACUUM ANALYZE dense;
