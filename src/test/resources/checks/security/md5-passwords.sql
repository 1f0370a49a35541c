-- finds: old_hash
CREATE ROLE old_hash LOGIN PASSWORD 'secret';
