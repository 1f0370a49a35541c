-- finds: 'forgotten'
-- warn: 0
CREATE TABLE prepared_here (a int);
BEGIN;
INSERT INTO prepared_here VALUES (1);
PREPARE TRANSACTION 'forgotten';
