-- title: Howdah's notes about jobs on this database
CREATE SCHEMA IF NOT EXISTS howdah;
CREATE TABLE IF NOT EXISTS howdah.job_run (
    id         uuid PRIMARY KEY,
    job        text NOT NULL,
    arguments  jsonb NOT NULL,
    wanted     text NOT NULL DEFAULT 'run' CHECK (wanted IN ('run', 'pause', 'cancel')),
    started_at timestamptz NOT NULL DEFAULT now(),
    started_by text NOT NULL DEFAULT session_user,
    knobs      jsonb
);
ALTER TABLE howdah.job_run ADD COLUMN IF NOT EXISTS knobs jsonb;
CREATE TABLE IF NOT EXISTS howdah.job_checkpoint (
    run        uuid PRIMARY KEY REFERENCES howdah.job_run ON DELETE CASCADE,
    key        text,
    place      text[],
    until      text[],
    rows_done  bigint NOT NULL DEFAULT 0,
    chunks     bigint NOT NULL DEFAULT 0,
    state      text NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'paused', 'cancelled', 'failed', 'done')),
    failure    text,
    changed_at timestamptz NOT NULL DEFAULT now()
) WITH (fillfactor = 50);
CREATE TABLE IF NOT EXISTS howdah.job_left (
    run    uuid NOT NULL REFERENCES howdah.job_run ON DELETE CASCADE,
    place  text[] NOT NULL,
    reason text,
    PRIMARY KEY (run, place)
);
