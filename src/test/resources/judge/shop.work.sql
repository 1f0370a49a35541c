-- 200/s 0.05 ms
SELECT * FROM visit WHERE token = '00000000-0000-0000-0000-000000000001';
-- 200/s 0.06 ms
UPDATE visit SET seen = now(), data = 'x' WHERE token = '00000000-0000-0000-0000-000000000001';
-- 2/s 30 ms
DELETE FROM visit WHERE seen < '2026-11-20 01:00';
-- 40/s 45 ms
SELECT * FROM customer WHERE lower(email) = 'user7@example.org' AND deleted IS NULL;
-- 60/s 1.5 ms
SELECT * FROM purchase WHERE customer_id = 77 ORDER BY placed DESC LIMIT 10;
-- 30/s 0.1 ms
INSERT INTO purchase VALUES (1000001, 7, 'open', now(), NULL, 10, now());
-- 90/s 0.1 ms
INSERT INTO line VALUES (1000001, 1, 7, 1, 10);
-- 60/s 0.1 ms
UPDATE purchase SET touched = now(), total = 7 WHERE id = 77;
-- 30/s 0.1 ms
UPDATE purchase SET state = 'done', paid = now() WHERE id = 77;
-- 5/s 120 ms
SELECT id, placed FROM purchase WHERE state = 'open' ORDER BY placed LIMIT 50;
-- 100/s 0.1 ms
UPDATE stock SET amount = amount - 1, at = now() WHERE product_id = 7 AND warehouse = 2;
-- 1/s 60 ms
SELECT product_id, sum(amount) FROM stock WHERE amount < 5 GROUP BY product_id;
-- 10/s 200 ms
SELECT p.id, p.placed FROM line l JOIN purchase p ON p.id = l.purchase_id WHERE l.product_id = 4711 AND p.placed > '2026-01-01' ORDER BY p.placed DESC;
-- 3/s 80 ms
SELECT * FROM payment WHERE purchase_id = 4711;
-- 1/s 90 ms
SELECT * FROM payment WHERE state = 'failed' AND at > '2026-06-01';
-- 2/s 70 ms
SELECT * FROM payment WHERE reference = '00000000-0000-0000-0000-000000000001';
-- 20/s 2 ms
SELECT id, sku, price FROM product WHERE category = 7 AND active ORDER BY price LIMIT 20;
-- 0.02/s 3000 ms
SELECT date_trunc('day', placed), sum(total) FROM purchase WHERE placed >= '2026-08-01' GROUP BY 1;
-- 0.01/s 4000 ms
SELECT c.country, sum(p.total) FROM customer c JOIN purchase p ON p.customer_id = c.id WHERE p.placed >= '2026-08-01' GROUP BY 1;
-- 15/s 25 ms
SELECT * FROM visit WHERE customer_id = 77;
