-- finds: stopped
CREATE SUBSCRIPTION stopped CONNECTION 'host=127.0.0.1 port=1 dbname=nowhere' PUBLICATION news WITH (connect = false, enabled = false, slot_name = NONE);
