-- title: Tables through which statistics come into a twin
CREATE TEMP TABLE howdah_size (relid oid, pages int, tuples float4, all_visible int);
CREATE TEMP TABLE howdah_stats (relid oid, num int2, inherited bool, null_frac float4, width int4, n_distinct float4, mcv text, mcf text,
    hist text, correlation float4, elems text, elem_freqs text, elem_counts text, range_lengths text, range_empty float4, range_bounds text);
