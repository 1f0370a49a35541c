-- Ten minutes in one value: a month is drawn from these.
ALTER TABLE sample_coarse ADD COLUMN block_means real[], ADD COLUMN block_peaks real[];
