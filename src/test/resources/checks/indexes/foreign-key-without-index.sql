-- finds: public.child.child_no_index
-- finds: public.child.child_partial
-- spares: public.child.child_indexed
-- spares: public.child.child_permuted
-- spares: public.child.child_not_null
-- spares: public.small_child.small
CREATE TABLE fk_parent (id int PRIMARY KEY, x int, y int, UNIQUE (x, y));
INSERT INTO fk_parent SELECT i, i, i FROM generate_series(1, 10) i;
CREATE TABLE child (id int PRIMARY KEY, p int, q int, r int, s int, x int, y int,
    CONSTRAINT child_no_index FOREIGN KEY (p) REFERENCES fk_parent, CONSTRAINT child_indexed FOREIGN KEY (q) REFERENCES fk_parent,
    CONSTRAINT child_partial FOREIGN KEY (r) REFERENCES fk_parent, CONSTRAINT child_not_null FOREIGN KEY (s) REFERENCES fk_parent,
    CONSTRAINT child_permuted FOREIGN KEY (x, y) REFERENCES fk_parent (x, y));
INSERT INTO child SELECT i, i % 10 + 1, NULL, NULL, NULL, NULL, NULL FROM generate_series(1, 2000) i;
CREATE INDEX ON child (q, id);
CREATE INDEX ON child (r) WHERE id > 5;
CREATE INDEX ON child (s) WHERE s IS NOT NULL;
CREATE INDEX ON child (y, x, id);
ANALYZE child;
CREATE TABLE small_child (id int PRIMARY KEY, p int CONSTRAINT small REFERENCES fk_parent);
ANALYZE small_child;
