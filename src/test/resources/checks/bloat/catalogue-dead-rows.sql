-- finds: *
-- warn: 0
-- replace: n_dead_tup >= 10000 => n_dead_tup > 0
CREATE TABLE short_lived (a int);
DROP TABLE short_lived;
