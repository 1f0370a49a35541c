-- finds: public.gappy
-- spares: public.days
CREATE TABLE gappy (at timestamp NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE gappy_1 PARTITION OF gappy FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
CREATE TABLE gappy_2 PARTITION OF gappy FOR VALUES FROM ('2026-03-01') TO ('2026-04-01');
