-- Events by month in partitions, documents and tags.
CREATE EXTENSION pg_trgm;
CREATE TABLE event (id bigint NOT NULL, at timestamptz NOT NULL, device int NOT NULL, kind text NOT NULL, level int NOT NULL, body jsonb, tags text[]) PARTITION BY RANGE (at);
CREATE TABLE device (id int PRIMARY KEY, name text NOT NULL, owner int NOT NULL, doc jsonb NOT NULL, labels text[] NOT NULL, retired timestamptz);
CREATE TABLE alarm (id bigint PRIMARY KEY, event_id bigint NOT NULL, device int NOT NULL, raised timestamptz NOT NULL, cleared timestamptz, note text);
DO $$ BEGIN FOR m IN 0..11 LOOP
    EXECUTE format('CREATE TABLE event_%s PARTITION OF event FOR VALUES FROM (%L) TO (%L)', m, '2026-01-01'::date + make_interval(months => m), '2026-01-01'::date + make_interval(months => m + 1));
END LOOP; END $$;
SELECT setseed(0.5);
INSERT INTO device SELECT i, 'dev-' || md5(i::text), i % 400, jsonb_build_object('model', 'm' || i % 40, 'site', i % 900, 'serial', md5(i::text)), ARRAY['l' || i % 30, 's' || i % 500],
    CASE WHEN i % 12 = 0 THEN '2026-05-01'::timestamptz END FROM generate_series(1, 8000) i;
INSERT INTO event SELECT i, '2026-01-01'::timestamptz + i * interval '2 minute', 1 + (7999 * random() ^ 2)::int, CASE WHEN i % 90 = 0 THEN 'error' WHEN i % 10 = 0 THEN 'warning' ELSE 'info' END, i % 8,
    jsonb_build_object('code', i % 3000, 'user', i % 7000, 'msg', md5(i::text)), ARRAY['t' || i % 200, 'r' || i % 1500] FROM generate_series(1, 260000) i;
INSERT INTO alarm SELECT i, i * 90, 1 + (7999 * random())::int, '2026-01-01'::timestamptz + i * interval '3 hour', CASE WHEN i % 40 > 0 THEN '2026-01-02'::timestamptz + i * interval '3 hour' END, repeat('n', 50) FROM generate_series(1, 2800) i;
