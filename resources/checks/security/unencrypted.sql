-- title: Sessions from other machines without encryption
-- why: Passwords, statements and rows can be read on the way.
-- finding: {value} sessions of {object} are not encrypted.
-- unit: count
-- warn: 1
-- scope: server
-- wants: role pg_read_all_stats
-- tab: pool USER/{first}
SELECT quote_ident(a.usename) || ' from ' || host(a.client_addr) AS object, count(*) AS value
FROM pg_stat_activity a
JOIN pg_stat_ssl s ON s.pid = a.pid
WHERE NOT s.ssl AND a.client_addr IS NOT NULL AND NOT a.client_addr <<= inet '127.0.0.0/8' AND a.client_addr <> inet '::1'
GROUP BY a.usename, a.client_addr
