-- finds: forgotten_slot
-- warn: 1
CREATE TABLE for_slot (a int);
