-- title: The predicate of a partial index, taken from another one with the same
UPDATE pg_catalog.pg_index SET indpred = (SELECT p.indpred FROM pg_catalog.pg_index p WHERE p.indexrelid = :pattern) WHERE indexrelid = :index
