-- title: The files of the server's log
-- needs: role pg_monitor
SELECT name, size, modification AS modified
FROM pg_catalog.pg_ls_logdir()
ORDER BY modification, name
