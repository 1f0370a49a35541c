-- Films and the people in them: many joins over skewed foreign keys, text predicates. Numbers of rows are 1:20 of what the capsule says.
CREATE TABLE kind (id int PRIMARY KEY, name text NOT NULL);
CREATE TABLE film (id int PRIMARY KEY, kind_id int NOT NULL REFERENCES kind, title text NOT NULL, year int, season int, episode_of int);
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, gender char(1), born date);
CREATE TABLE role (id int PRIMARY KEY, name text NOT NULL);
CREATE TABLE casting (id int PRIMARY KEY, film_id int NOT NULL, person_id int NOT NULL, role_id int NOT NULL, character text, billing int);
CREATE TABLE company (id int PRIMARY KEY, name text NOT NULL, country text);
CREATE TABLE production (id int PRIMARY KEY, film_id int NOT NULL, company_id int NOT NULL, kind text NOT NULL, note text);
CREATE TABLE fact_kind (id int PRIMARY KEY, name text NOT NULL);
CREATE TABLE fact (id int PRIMARY KEY, film_id int NOT NULL, fact_kind_id int NOT NULL, value text NOT NULL, note text);
CREATE TABLE keyword (id int PRIMARY KEY, word text NOT NULL);
CREATE TABLE film_keyword (id int PRIMARY KEY, film_id int NOT NULL, keyword_id int NOT NULL);
CREATE TABLE rating (film_id int NOT NULL, votes int NOT NULL, stars numeric(3, 1) NOT NULL, at date NOT NULL);
SELECT setseed(0.5);
INSERT INTO kind VALUES (1, 'movie'), (2, 'series'), (3, 'episode'), (4, 'short'), (5, 'video');
INSERT INTO role VALUES (1, 'actor'), (2, 'actress'), (3, 'director'), (4, 'writer'), (5, 'producer'), (6, 'composer');
INSERT INTO fact_kind SELECT i, 'fact ' || i FROM generate_series(1, 110) i;
INSERT INTO film SELECT i, CASE WHEN random() < 0.6 THEN 3 WHEN random() < 0.6 THEN 1 ELSE 2 + (random() * 3)::int END, initcap(md5(i::text)) || ' of ' || i % 900,
    2025 - (100 * random() ^ 3)::int, CASE WHEN random() < 0.5 THEN (random() * 10)::int END, CASE WHEN random() < 0.6 THEN (i * random())::int END
    FROM generate_series(1, 30000) i;
INSERT INTO person SELECT i, md5(i::text) || ', ' || chr(65 + i % 26) || i % 500, CASE WHEN i % 3 = 0 THEN 'f' WHEN i % 3 = 1 THEN 'm' END,
    CASE WHEN i % 5 = 0 THEN '1900-01-01'::date + i END FROM generate_series(1, 40000) i;
INSERT INTO casting SELECT i, 1 + (29999 * random() ^ 1.5)::int, 1 + (39999 * random() ^ 2)::int, 1 + (5 * random() ^ 3)::int,
    CASE WHEN i % 2 = 0 THEN md5((i % 9000)::text) END, (i % 40) FROM generate_series(1, 200000) i;
INSERT INTO company SELECT i, 'Company ' || md5(i::text), CASE WHEN random() < 0.4 THEN '[us]' ELSE '[' || chr(97 + i % 26) || chr(97 + i % 7) || ']' END FROM generate_series(1, 5000) i;
INSERT INTO production SELECT i, 1 + (29999 * random())::int, 1 + (4999 * random() ^ 3)::int, CASE WHEN i % 3 = 0 THEN 'production' ELSE 'distribution' END,
    CASE WHEN i % 2 = 0 THEN '(' || 1950 + i % 75 || ') (' || md5((i % 700)::text) || ')' END FROM generate_series(1, 50000) i;
INSERT INTO fact SELECT i, 1 + (29999 * random())::int, 1 + (109 * random() ^ 3)::int, md5((i % 20000)::text) || repeat('v', i % 60), NULL FROM generate_series(1, 200000) i;
INSERT INTO keyword SELECT i, 'word-' || md5(i::text) FROM generate_series(1, 7000) i;
INSERT INTO film_keyword SELECT i, 1 + (29999 * random())::int, 1 + (6999 * random() ^ 3)::int FROM generate_series(1, 100000) i;
INSERT INTO rating SELECT i, (1e6 * random() ^ 8)::int, round((10 * random())::numeric, 1), '2000-01-01'::date + (i % 9000) FROM generate_series(1, 25000) i;
