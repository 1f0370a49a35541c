-- warn: 1
CREATE TABLE to_archive (a int);
SELECT pg_switch_wal();
