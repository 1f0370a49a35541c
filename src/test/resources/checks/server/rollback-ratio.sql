-- alone: yes
-- finds: rollback_ratio
-- again: DO $$ BEGIN FOR i IN 1..1500 LOOP ROLLBACK; END LOOP; END $$
SELECT 1;
