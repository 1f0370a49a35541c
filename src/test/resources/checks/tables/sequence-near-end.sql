-- finds: public.tired
-- finds: public.tired_down
-- spares: public.fresh_sequence
-- spares: public.round
CREATE SEQUENCE tired MAXVALUE 100;
SELECT setval('tired', 95);
CREATE SEQUENCE tired_down INCREMENT -1 MINVALUE -100 MAXVALUE -1;
SELECT setval('tired_down', -96);
CREATE SEQUENCE fresh_sequence;
CREATE SEQUENCE round MAXVALUE 100 CYCLE;
SELECT setval('round', 99);
