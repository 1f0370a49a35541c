-- What was the matter, who was told, and what nobody wants to hear of.
CREATE TABLE alert (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    target integer NOT NULL REFERENCES target ON DELETE CASCADE,
    rule text NOT NULL,
    object text NOT NULL,
    severity text NOT NULL,
    title text NOT NULL,
    sentence text NOT NULL,
    tab text NOT NULL,
    value double precision,
    worst double precision,
    opened_at timestamptz NOT NULL,
    seen_at timestamptz NOT NULL,
    closed_at timestamptz
);
-- Several consoles see the same: the first opens it, the others find it open.
CREATE UNIQUE INDEX alert_open ON alert (target, rule, object) WHERE closed_at IS NULL;
CREATE INDEX alert_opened ON alert (opened_at);

CREATE TABLE alert_notice (
    alert bigint NOT NULL REFERENCES alert ON DELETE CASCADE,
    output text NOT NULL,
    at timestamptz NOT NULL,
    rank integer NOT NULL,
    over boolean NOT NULL,
    state text NOT NULL,
    problem text,
    PRIMARY KEY (alert, output)
);
COMMENT ON TABLE alert_notice IS 'The last notice of an alert by an output: claimed by one process, then sent or failed';

CREATE TABLE alert_mute (
    place text NOT NULL,
    rule text NOT NULL,
    object text NOT NULL,
    until timestamptz,
    reason text NOT NULL,
    author text NOT NULL,
    made_at timestamptz NOT NULL,
    PRIMARY KEY (place, rule, object)
);
COMMENT ON COLUMN alert_mute.place IS 'address/database; * for all';
