-- finds: public.prefix_of_ab
-- finds: public.same_less_include
-- spares: public.cover_ab
-- spares: public.prefix_unique
-- spares: public.prefix_partial
-- spares: public.second_column
-- spares: public.prefix_with_include
-- spares: public.prefix_desc
CREATE TABLE covered (id int PRIMARY KEY, a int, b int, c int, d int);
CREATE INDEX prefix_of_ab ON covered (a);
CREATE INDEX cover_ab ON covered (a, b);
CREATE UNIQUE INDEX prefix_unique ON covered (c);
CREATE INDEX cover_cd ON covered (c, d);
CREATE INDEX prefix_partial ON covered (a) WHERE b > 0;
CREATE INDEX second_column ON covered (b);
CREATE INDEX prefix_with_include ON covered (a) INCLUDE (d);
CREATE INDEX prefix_desc ON covered (a DESC);
CREATE INDEX same_less_include ON covered (d);
CREATE INDEX same_more_include ON covered (d) INCLUDE (a);
