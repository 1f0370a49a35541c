-- finds: forgotten_slot
SELECT pg_create_physical_replication_slot('forgotten_slot', true);
