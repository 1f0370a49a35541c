-- finds: public.dying
-- spares: public.patient
CREATE TABLE dying (a int PRIMARY KEY);
INSERT INTO dying SELECT generate_series(1, 20000);
DELETE FROM dying WHERE a <= 15000;
CREATE TABLE patient (a int PRIMARY KEY) WITH (autovacuum_vacuum_threshold = 100000);
INSERT INTO patient SELECT generate_series(1, 20000);
DELETE FROM patient WHERE a <= 15000;
