-- title: Tables through which statistics come into a twin
CREATE TEMP TABLE howdah_stats (relid oid, num int2, inherited bool, null_frac float4, width int4, n_distinct float4, mcv text, mcf text,
    hist text, correlation float4, elems text, elem_freqs text, elem_counts text, range_lengths text, range_empty float4, range_bounds text);
CREATE TEMP TABLE howdah_type (typ oid, elem oid, lt oid, eq oid)
