-- title: Hypothetical b-trees in a twin's catalogue, their keys; without effect until they are made valid
INSERT INTO pg_catalog.pg_index (indexrelid, indrelid, indnatts, indnkeyatts, indisunique, indisprimary, indisexclusion,
    indimmediate, indisclustered, indisvalid, indcheckxmin, indisready, indislive, indisreplident, indkey, indcollation, indclass,
    indoption, indpred)
SELECT w.oid, w.table_oid, w.width, w.keys, false, false, false, true, false, false, false, true, true, false,
    w.columns::int2vector, w.collations::oidvector, w.classes::oidvector, w.options::int2vector,
    (SELECT p.indpred FROM pg_catalog.pg_index p WHERE p.indexrelid = w.pattern)
FROM pg_catalog.jsonb_to_recordset(:indexes) AS w (oid oid, table_oid oid, width int2, keys int2, columns text, collations text,
    classes text, options text, pattern oid)
