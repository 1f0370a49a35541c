-- title: Triggers that are switched off
-- why: What they should do does not happen: a check, an audit, or a foreign key when it is the system's own.
-- finding: Trigger {trigger} of {on_table} is switched off.
-- warn: any
-- points: 2
-- interval: 3600
-- tab: data {object}
SELECT format('%I.%I.%I', n.nspname, c.relname, t.tgname) AS object, quote_ident(t.tgname) AS trigger,
       format('%I.%I', n.nspname, c.relname) AS on_table, t.tgisinternal AS system,
       format('ALTER TABLE %I.%I ENABLE TRIGGER %I;', n.nspname, c.relname, t.tgname) AS fix,
       format('ALTER TABLE %I.%I DISABLE TRIGGER %I;', n.nspname, c.relname, t.tgname) AS undo
FROM pg_trigger t
JOIN pg_class c ON c.oid = t.tgrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE t.tgenabled = 'D'
