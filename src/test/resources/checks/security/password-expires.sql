-- finds: leaving
-- spares: staying
CREATE ROLE leaving LOGIN PASSWORD 'x' VALID UNTIL 'tomorrow';
CREATE ROLE staying LOGIN PASSWORD 'x' VALID UNTIL 'infinity';
