-- finds: public.days
-- spares: public.safe_days
CREATE TABLE days (at date NOT NULL) PARTITION BY RANGE (at);
DO $$ BEGIN FOR i IN 0..2 LOOP EXECUTE format('CREATE TABLE days_%s PARTITION OF days FOR VALUES FROM (%L) TO (%L)', i, current_date - 2 + i, current_date - 1 + i); END LOOP; END $$;
CREATE TABLE safe_days (at timestamptz NOT NULL) PARTITION BY RANGE (at);
DO $$ BEGIN FOR i IN 0..2 LOOP EXECUTE format('CREATE TABLE safe_days_%s PARTITION OF safe_days FOR VALUES FROM (%L) TO (%L)', i, current_date - 30 + 30 * i, current_date + 30 * i); END LOOP; END $$;
CREATE TABLE endless (at timestamptz NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE endless_1 PARTITION OF endless FOR VALUES FROM (MINVALUE) TO ('2020-01-01');
CREATE TABLE endless_2 PARTITION OF endless FOR VALUES FROM ('2020-01-01') TO (MAXVALUE);
