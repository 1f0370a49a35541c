-- finds: public.silent.watch
CREATE TABLE silent (a int PRIMARY KEY);
CREATE TRIGGER watch BEFORE UPDATE ON silent FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger();
ALTER TABLE silent DISABLE TRIGGER watch;
