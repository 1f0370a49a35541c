-- title: What extended statistics found
-- needs: role pg_read_all_data
SELECT d.stxoid::bigint AS id, d.stxdinherit AS inherited, encode(d.stxdndistinct::bytea, 'hex') AS n_distinct,
       encode(d.stxddependencies::bytea, 'hex') AS dependencies, encode(d.stxdmcv::bytea, 'hex') AS most_common
FROM pg_catalog.pg_statistic_ext_data d
