-- A shop with heavy writes: most updates are heap-only now, and two indexes exist that nobody needs.
CREATE TABLE customer (id bigint PRIMARY KEY, email text NOT NULL, name text, country text, since timestamptz NOT NULL, deleted timestamptz);
CREATE TABLE product (id bigint PRIMARY KEY, sku text NOT NULL UNIQUE, category int NOT NULL, price numeric(10, 2) NOT NULL, active boolean NOT NULL);
CREATE TABLE stock (product_id bigint NOT NULL, warehouse int NOT NULL, amount int NOT NULL, at timestamptz NOT NULL, PRIMARY KEY (product_id, warehouse)) WITH (fillfactor = 70);
CREATE TABLE purchase (id bigint PRIMARY KEY, customer_id bigint NOT NULL, state text NOT NULL, placed timestamptz NOT NULL, paid timestamptz, total numeric(10, 2) NOT NULL, touched timestamptz NOT NULL) WITH (fillfactor = 80);
CREATE TABLE line (purchase_id bigint NOT NULL, number int NOT NULL, product_id bigint NOT NULL, amount int NOT NULL, price numeric(10, 2) NOT NULL, PRIMARY KEY (purchase_id, number));
CREATE TABLE payment (id bigint PRIMARY KEY, purchase_id bigint NOT NULL, method text NOT NULL, state text NOT NULL, at timestamptz NOT NULL, reference uuid NOT NULL);
CREATE TABLE visit (token uuid PRIMARY KEY, customer_id bigint, seen timestamptz NOT NULL, data text);
CREATE INDEX purchase_customer ON purchase (customer_id);
CREATE INDEX purchase_total ON purchase (total);
SELECT setseed(0.5);
INSERT INTO customer SELECT i, 'user' || i || '@example.org', md5(i::text), chr(65 + i % 26) || 'X', '2020-01-01'::timestamptz + i * interval '1 hour', CASE WHEN i % 30 = 0 THEN '2026-01-01'::timestamptz END FROM generate_series(1, 20000) i;
INSERT INTO product SELECT i, md5(i::text), i % 60, i % 900, i % 10 > 0 FROM generate_series(1, 5000) i;
INSERT INTO stock SELECT p, w, (random() * 100)::int, '2026-11-01' FROM generate_series(1, 5000) p, generate_series(1, 5) w;
INSERT INTO purchase SELECT i, 1 + (19999 * random() ^ 2)::int, CASE WHEN i > 98000 THEN 'open' WHEN i % 50 = 0 THEN 'cancelled' ELSE 'done' END, '2021-01-01'::timestamptz + i * interval '30 minute',
    CASE WHEN i < 98000 THEN '2021-01-02'::timestamptz + i * interval '30 minute' END, (1000 * random())::int, '2021-01-03'::timestamptz + i * interval '30 minute' FROM generate_series(1, 100000) i;
INSERT INTO line SELECT i, n, 1 + (4999 * random() ^ 2)::int, 1 + n, 10 FROM generate_series(1, 100000) i, generate_series(1, 3) n;
INSERT INTO payment SELECT i, i, CASE WHEN i % 3 = 0 THEN 'card' ELSE 'bank' END, CASE WHEN i % 200 = 0 THEN 'failed' ELSE 'ok' END, '2021-01-02'::timestamptz + i * interval '30 minute', md5(i::text)::uuid FROM generate_series(1, 98000) i;
INSERT INTO visit SELECT md5(i::text)::uuid, CASE WHEN i % 4 > 0 THEN 1 + (19999 * random())::int END, '2026-11-20'::timestamptz + i * interval '1 second', repeat('d', 100) FROM generate_series(1, 30000) i;
