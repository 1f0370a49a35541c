-- title: The queue and history of jobs in the repository
CREATE SCHEMA IF NOT EXISTS howdah;
CREATE TABLE IF NOT EXISTS howdah.queue (
    task_name            text NOT NULL,
    task_instance        text NOT NULL,
    task_data            bytea,
    execution_time       timestamptz NOT NULL,
    picked               boolean NOT NULL,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures integer,
    last_heartbeat       timestamptz,
    version              bigint NOT NULL,
    priority             smallint,
    PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX IF NOT EXISTS queue_execution_time ON howdah.queue (execution_time);
CREATE INDEX IF NOT EXISTS queue_last_heartbeat ON howdah.queue (last_heartbeat);
CREATE TABLE IF NOT EXISTS howdah.job_history (
    run        uuid PRIMARY KEY,
    job        text NOT NULL,
    target     text NOT NULL,
    arguments  text NOT NULL,
    state      text NOT NULL,
    worker     text,
    rows       bigint NOT NULL DEFAULT 0,
    message    text,
    queued_at  timestamptz NOT NULL DEFAULT now(),
    started_at timestamptz,
    ended_at   timestamptz
);
CREATE INDEX IF NOT EXISTS job_history_queued_at ON howdah.job_history (queued_at DESC);
CREATE TABLE IF NOT EXISTS howdah.job_log (
    run  uuid NOT NULL,
    n    bigint GENERATED ALWAYS AS IDENTITY,
    at   timestamptz NOT NULL,
    line text NOT NULL,
    PRIMARY KEY (run, n)
)
