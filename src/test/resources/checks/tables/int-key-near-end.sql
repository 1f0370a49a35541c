-- finds: public.narrow_key.id
-- finds: public.shared_key.id
-- finds: public.counted_key.id
-- spares: public.wide_key.id
-- spares: public.young_key.id
-- spares: public.counted_key.other
-- replace: c.reltuples >= 1000000 => c.reltuples >= 1000
CREATE TABLE narrow_key (id serial PRIMARY KEY);
ALTER SEQUENCE narrow_key_id_seq AS bigint;
SELECT setval('narrow_key_id_seq', 1900000000);
CREATE TABLE wide_key (id bigserial PRIMARY KEY);
SELECT setval('wide_key_id_seq', 1900000000);
CREATE SEQUENCE shared_numbers;
SELECT setval('shared_numbers', 1800000000);
CREATE TABLE shared_key (id int PRIMARY KEY DEFAULT nextval('shared_numbers'));
CREATE SEQUENCE young_numbers;
CREATE TABLE young_key (id int PRIMARY KEY DEFAULT nextval('young_numbers'), parent int REFERENCES shared_key);
CREATE TABLE counted_key (id int PRIMARY KEY, other int);
INSERT INTO counted_key SELECT 2000000000 + g, 2000000000 + g FROM generate_series(1, 2000) g;
ANALYZE counted_key;
