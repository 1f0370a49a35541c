-- finds: public.unused_plain
-- finds: public.unused_parted
-- spares: public.used_plain
-- spares: public.unused_unique
-- spares: public.unused_expression
-- spares: public.unused_foreign
-- spares: public.unused_identity
-- spares: public.unused_clustered
-- spares: public.unused_pkey
-- spares: public.parted_1_a_idx
-- spares: public.half_used
-- warn: 1
-- replace: 14 days => 0 days
CREATE TABLE parent_of_unused (id int PRIMARY KEY);
CREATE TABLE unused (id int PRIMARY KEY, a int, b int, c text, d int REFERENCES parent_of_unused, e int NOT NULL, f int, g int);
INSERT INTO unused SELECT i, i, i, i, NULL, i, i, i FROM generate_series(1, 1000) i;
CREATE INDEX unused_plain ON unused (a);
CREATE INDEX used_plain ON unused (b);
CREATE UNIQUE INDEX unused_unique ON unused (a, b);
CREATE INDEX unused_expression ON unused (lower(c));
CREATE INDEX unused_foreign ON unused (d, a);
CREATE UNIQUE INDEX unused_identity ON unused (e);
ALTER TABLE unused REPLICA IDENTITY USING INDEX unused_identity;
CREATE INDEX unused_clustered ON unused (f);
ALTER TABLE unused CLUSTER ON unused_clustered;
ANALYZE unused;
SET enable_seqscan = off;
SELECT * FROM unused WHERE b = 5;
CREATE TABLE parted (a int, b int) PARTITION BY RANGE (a);
CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM (0) TO (10000);
CREATE TABLE parted_2 PARTITION OF parted FOR VALUES FROM (10000) TO (20000);
INSERT INTO parted SELECT i, i FROM generate_series(1, 19000) i;
CREATE INDEX unused_parted ON parted (a);
CREATE INDEX half_used ON parted (b);
ANALYZE parted;
SELECT count(*) FROM parted_1 WHERE b = 5;
