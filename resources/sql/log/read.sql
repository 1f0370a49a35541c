-- title: A part of one of the server's log files
SELECT pg_catalog.pg_read_binary_file(
         current_setting('log_directory') || '/' || :name, :from, :length, true) AS bytes
