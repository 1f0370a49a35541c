-- Sales of three channels with their returns around common dimensions. Numbers of rows are 1:20 of what the capsule says.
CREATE TABLE day (id int PRIMARY KEY, date date NOT NULL, year int NOT NULL, month int NOT NULL, month_seq int NOT NULL, week_seq int NOT NULL, dow int NOT NULL, holiday boolean NOT NULL);
CREATE TABLE item (id int PRIMARY KEY, code text NOT NULL, brand_id int NOT NULL, brand text NOT NULL, class text NOT NULL, category text NOT NULL, manufacturer int NOT NULL, price numeric(7, 2), color text, size text);
CREATE TABLE customer (id int PRIMARY KEY, code text NOT NULL, demo_id int, household_id int, address_id int, first_name text, last_name text, birth_month int, birth_year int, country text);
CREATE TABLE address (id int PRIMARY KEY, city text, county text, state char(2), zip char(10), country text, gmt_offset numeric(5, 2));
CREATE TABLE demo (id int PRIMARY KEY, gender char(1), marital char(1), education text, dependents int, credit text);
CREATE TABLE household (id int PRIMARY KEY, income_band int, potential text, dependents int, vehicles int);
CREATE TABLE store (id int PRIMARY KEY, code text, name text, county text, state char(2), city text, gmt_offset numeric(5, 2));
CREATE TABLE promotion (id int PRIMARY KEY, name text, email boolean, event boolean);
CREATE TABLE store_sale (day_id int, hour int, item_id int NOT NULL, customer_id int, demo_id int, household_id int, address_id int, store_id int, promo_id int,
    ticket bigint NOT NULL, quantity int, list_price numeric(7, 2), sales_price numeric(7, 2), discount numeric(7, 2), net_paid numeric(7, 2), net_profit numeric(7, 2));
CREATE TABLE store_return (day_id int, item_id int NOT NULL, customer_id int, store_id int, reason int, ticket bigint NOT NULL, quantity int, amount numeric(7, 2), loss numeric(7, 2));
CREATE TABLE web_sale (day_id int, ship_day_id int, item_id int NOT NULL, customer_id int, address_id int, site int, promo_id int, number bigint NOT NULL, quantity int,
    sales_price numeric(7, 2), ext_price numeric(7, 2), net_profit numeric(7, 2));
CREATE TABLE catalog_sale (day_id int, ship_day_id int, item_id int NOT NULL, customer_id int, demo_id int, warehouse int, promo_id int, number bigint NOT NULL, quantity int,
    list_price numeric(7, 2), sales_price numeric(7, 2), ext_price numeric(7, 2), net_profit numeric(7, 2));
CREATE TABLE inventory (day_id int NOT NULL, item_id int NOT NULL, warehouse int NOT NULL, on_hand int);
SELECT setseed(0.5);
INSERT INTO day SELECT i, '1998-01-01'::date + i, extract(year FROM '1998-01-01'::date + i), extract(month FROM '1998-01-01'::date + i), i / 30, i / 7, i % 7, i % 90 = 0 FROM generate_series(0, 2000) i;
INSERT INTO item SELECT i, md5(i::text), i % 300, 'brand ' || i % 300, 'class ' || i % 90, (ARRAY['Books', 'Music', 'Sports', 'Home', 'Shoes', 'Jewelry', 'Men', 'Women', 'Children', 'Electronics'])[1 + i % 10], i % 400,
    (i % 100) + 0.5, 'color ' || i % 80, 'size ' || i % 7 FROM generate_series(1, 2000) i;
INSERT INTO customer SELECT i, md5(i::text), (random() * 19000)::int, (random() * 700)::int, 1 + (random() * 4900)::int, 'f' || i % 900, 'l' || i % 1500, 1 + i % 12, 1930 + i % 60, 'country ' || i % 200 FROM generate_series(1, 10000) i;
INSERT INTO address SELECT i, 'city ' || i % 200, 'county ' || i % 300, chr(65 + i % 25) || chr(65 + i % 2), lpad((i % 900)::text, 5, '0'), 'United States', -5 - i % 4 FROM generate_series(1, 5000) i;
INSERT INTO demo SELECT i, CASE WHEN i % 2 = 0 THEN 'M' ELSE 'F' END, (ARRAY['M', 'S', 'D', 'W', 'U'])[1 + i % 5], (ARRAY['Primary', 'Secondary', 'College', '2 yr Degree', '4 yr Degree', 'Advanced Degree', 'Unknown'])[1 + i % 7], i % 7, 'credit ' || i % 4 FROM generate_series(0, 19000) i;
INSERT INTO household SELECT i, i % 20, (ARRAY['>10000', '5001-10000', '1001-5000', '501-1000', '0-500', 'Unknown'])[1 + i % 6], i % 10, i % 6 FROM generate_series(0, 720) i;
INSERT INTO store SELECT i, md5(i::text), 'store ' || i, 'county ' || i % 9, chr(65 + i % 9) || 'A', 'city ' || i % 20, -5 FROM generate_series(1, 60) i;
INSERT INTO promotion SELECT i, 'promo ' || i, i % 2 = 0, i % 3 = 0 FROM generate_series(1, 300) i;
INSERT INTO store_sale SELECT (2000 * random() ^ 0.7)::int, (random() * 23)::int, 1 + (1999 * random() ^ 1.4)::int, 1 + (9999 * random())::int, (random() * 19000)::int, (random() * 720)::int, 1 + (random() * 4900)::int,
    CASE WHEN random() < 0.97 THEN 1 + (random() * 59)::int END, 1 + (random() * 299)::int, i / 8, 1 + i % 100, 10 + i % 90, 5 + i % 90, i % 9, 7 + i % 300, i % 200 - 90 FROM generate_series(1, 144000) i;
INSERT INTO store_return SELECT least(2000, day_id + (random() * 60)::int), item_id, customer_id, store_id, (random() * 35)::int, ticket, 1, net_paid, net_paid / 2 FROM store_sale WHERE random() < 0.1;
INSERT INTO web_sale SELECT d, least(2000, d + (random() * 90)::int), 1 + (1999 * random())::int, 1 + (9999 * random())::int, 1 + (random() * 4900)::int, (random() * 30)::int, 1 + (random() * 299)::int, i / 10, i % 100, i % 90, i % 900, i % 300 - 100
    FROM (SELECT i, (2000 * random() ^ 0.7)::int AS d FROM generate_series(1, 36000) i) s;
INSERT INTO catalog_sale SELECT d, least(2000, d + (random() * 90)::int), 1 + (1999 * random())::int, 1 + (9999 * random())::int, (random() * 19000)::int, (random() * 5)::int, 1 + (random() * 299)::int, i / 10, i % 100, i % 90, i % 80, i % 900, i % 300 - 100
    FROM (SELECT i, (2000 * random() ^ 0.7)::int AS d FROM generate_series(1, 72000) i) s;
INSERT INTO inventory SELECT 7 * (i / 1000), 1 + 2 * (i % 1000), w, (random() * 900)::int FROM generate_series(0, 139999) i, generate_series(1, 1) w;
