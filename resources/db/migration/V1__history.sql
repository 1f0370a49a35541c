-- What targets did. Times are Howdah's, by the clock of the machine that sampled.
CREATE TABLE layout (number integer NOT NULL);
COMMENT ON TABLE layout IS 'A Howdah that knows only lower numbers may not write here';
INSERT INTO layout VALUES (1);

CREATE TABLE target (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL,
    environment text NOT NULL,
    address text NOT NULL,
    database text NOT NULL,
    system text,
    in_recovery boolean NOT NULL,
    started_at timestamptz NOT NULL,
    version text NOT NULL,
    first_seen timestamptz NOT NULL
);
CREATE INDEX target_place ON target (address, database);
CREATE INDEX target_system ON target (system, database);

CREATE TABLE figures (
    id smallint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    names text[] NOT NULL UNIQUE
);
COMMENT ON TABLE figures IS 'What a row of samples holds, in this order';

CREATE TABLE annotation (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    target integer REFERENCES target ON DELETE CASCADE,
    at timestamptz NOT NULL,
    kind text NOT NULL,
    text text NOT NULL,
    author text NOT NULL
);
COMMENT ON COLUMN annotation.target IS 'null: holds for all targets';
CREATE INDEX annotation_at ON annotation (at);

CREATE TABLE setting (
    target integer NOT NULL REFERENCES target ON DELETE CASCADE,
    name text NOT NULL,
    at timestamptz NOT NULL,
    value text,
    PRIMARY KEY (target, name, at)
);
COMMENT ON TABLE setting IS 'Values from the moment on at which they were first seen; null: the setting is gone';

CREATE TABLE statement_text (
    id bigint PRIMARY KEY,
    text text NOT NULL,
    seen date NOT NULL
);

CREATE SEQUENCE written;

DO $$
DECLARE
    timescale boolean := EXISTS (SELECT FROM pg_catalog.pg_extension WHERE extname = 'timescaledb');
    level text;
    part text;
BEGIN
    FOREACH level IN ARRAY ARRAY['fine', 'middle', 'coarse'] LOOP
        EXECUTE format($f$CREATE TABLE sample_%s (
            at timestamptz NOT NULL,
            seq bigint NOT NULL DEFAULT nextval('written'),
            target integer NOT NULL,
            figures smallint NOT NULL,
            steps smallint NOT NULL,
            means real[] NOT NULL,
            peaks real[]
        ) %s$f$, level, CASE WHEN timescale THEN '' ELSE 'PARTITION BY RANGE (at)' END);
        EXECUTE format($f$CREATE TABLE snapshot_%s (
            at timestamptz NOT NULL,
            since timestamptz NOT NULL,
            seq bigint NOT NULL DEFAULT nextval('written'),
            target integer NOT NULL,
            kind smallint NOT NULL,
            body bytea NOT NULL
        ) %s$f$, level, CASE WHEN timescale THEN '' ELSE 'PARTITION BY RANGE (at)' END);
        EXECUTE format('ALTER TABLE snapshot_%s ALTER COLUMN body SET STORAGE EXTERNAL', level);
        EXECUTE format('CREATE INDEX ON sample_%s (target, at)', level);
        EXECUTE format('CREATE INDEX ON snapshot_%s (target, kind, at)', level);
        FOREACH part IN ARRAY ARRAY['sample_', 'snapshot_'] LOOP
            IF timescale THEN
                EXECUTE format('SELECT create_hypertable(%L, %L, chunk_time_interval => %L::interval)', part || level, 'at',
                    CASE level WHEN 'fine' THEN '1 hour' WHEN 'middle' THEN '12 hours' ELSE '3 days' END);
            END IF;
        END LOOP;
    END LOOP;
END $$;
