-- finds: public.narrow_key.id
-- spares: public.wide_key.id
CREATE TABLE narrow_key (id serial PRIMARY KEY);
ALTER SEQUENCE narrow_key_id_seq AS bigint;
SELECT setval('narrow_key_id_seq', 1900000000);
CREATE TABLE wide_key (id bigserial PRIMARY KEY);
SELECT setval('wide_key_id_seq', 1900000000);
