-- finds: public.mostly_null_b_idx
-- replace: ic.relpages >= 128 => true
CREATE TABLE mostly_null (a int PRIMARY KEY, b int, c int);
INSERT INTO mostly_null SELECT i, CASE WHEN i % 50 = 0 THEN i END, i FROM generate_series(1, 5000) i;
CREATE INDEX mostly_null_b_idx ON mostly_null (b);
CREATE INDEX ON mostly_null (c);
ANALYZE mostly_null;
