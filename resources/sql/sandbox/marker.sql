-- title: The row that says this database may be reset, seeded and dropped by Howdah
CREATE SCHEMA IF NOT EXISTS howdah;
CREATE TABLE IF NOT EXISTS howdah.marker (
    only_row   boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    disposable boolean NOT NULL,
    made_at    timestamptz NOT NULL DEFAULT now()
);
INSERT INTO howdah.marker (disposable) VALUES (true) ON CONFLICT DO NOTHING;
CREATE EXTENSION IF NOT EXISTS pg_stat_statements;
CREATE EXTENSION IF NOT EXISTS pg_buffercache;
CREATE EXTENSION IF NOT EXISTS pgstattuple;
CREATE EXTENSION IF NOT EXISTS pg_prewarm;
