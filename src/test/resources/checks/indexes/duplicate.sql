-- finds: public.twin_2
-- finds: public.twin_of_pkey
-- finds: public.twin_expr_2
-- spares: public.twin_1
-- spares: public.twins_pkey
-- spares: public.twin_desc
-- spares: public.twin_collate
-- spares: public.twin_ops
-- spares: public.twin_partial
-- spares: public.twin_include
-- spares: public.twin_hash
CREATE TABLE twins (id int PRIMARY KEY, a text, b int);
CREATE INDEX twin_1 ON twins (a);
CREATE INDEX twin_2 ON twins (a);
CREATE UNIQUE INDEX twin_of_pkey ON twins (id);
CREATE INDEX twin_expr_1 ON twins (lower(a));
CREATE INDEX twin_expr_2 ON twins (lower(a));
CREATE INDEX twin_desc ON twins (a DESC);
CREATE INDEX twin_collate ON twins (a COLLATE "C");
CREATE INDEX twin_ops ON twins (a text_pattern_ops);
CREATE INDEX twin_partial ON twins (a) WHERE b > 5;
CREATE INDEX twin_include ON twins (a) INCLUDE (b);
CREATE INDEX twin_hash ON twins USING hash (a);
