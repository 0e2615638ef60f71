-- Why: a draft that names a customer which becomes part of another is led on to that one. Without a new version of the
-- draft, a second tab that still has the old one overwrote it.
-- Locks: none. Undo: put the function back as 0021 has it.

-- Changed where it stands: it is longer than what changes in it, and others change other parts of it.
DO $do$
DECLARE
  definition text := pg_get_functiondef('tenancy.merge_organization(uuid, uuid, timestamptz)'::regprocedure);
  leads_on constant text := 'UPDATE public.customer_drafts d SET
          parent_id =';
BEGIN
  IF position(leads_on IN definition) = 0 THEN
    RAISE EXCEPTION 'tenancy.merge_organization leads no draft on as it did';
  END IF;
  EXECUTE replace(definition, leads_on, 'UPDATE public.customer_drafts d SET
          version = d.version + 1, parent_id =');
END $do$;
