-- finds: public.swollen_index
-- spares: public.dense_index
CREATE TABLE bloated (a int, b text);
INSERT INTO bloated SELECT i, md5(i::text) || repeat(md5(i::text), 4) FROM generate_series(1, 60000) i;
CREATE INDEX swollen_index ON bloated (b);
CREATE TABLE compact (a int, b text);
INSERT INTO compact SELECT i, md5(i::text) || repeat(md5(i::text), 4) FROM generate_series(1, 60000) i;
CREATE INDEX dense_index ON compact (b);
ANALYZE compact;
DELETE FROM bloated WHERE a % 10 <> 0;
VACUUM ANALYZE bloated;
