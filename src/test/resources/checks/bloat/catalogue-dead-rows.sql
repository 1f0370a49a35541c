-- finds: *
-- warn: 0
-- replace: dead >= 10000 => dead > 0
CREATE TABLE short_lived (a int);
DROP TABLE short_lived;
