-- finds: sick
-- holes: yes
-- replace: checksum_failures => numbackends
SELECT 1;
