-- finds: open_to_all
CREATE SCHEMA open_to_all;
GRANT CREATE ON SCHEMA open_to_all TO PUBLIC;
