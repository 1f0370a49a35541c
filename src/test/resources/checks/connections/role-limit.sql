-- finds: narrow
-- warn: 0
CREATE ROLE narrow LOGIN CONNECTION LIMIT 2;
