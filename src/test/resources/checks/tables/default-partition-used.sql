-- finds: public.catcher_rest
CREATE TABLE catcher (at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE catcher_rest PARTITION OF catcher DEFAULT;
INSERT INTO catcher VALUES ('2026-01-01');
