-- title: Tables that have got indexes
UPDATE pg_catalog.pg_class SET relhasindex = true WHERE oid = ANY (?::oid[])
