-- Why: values that new customers begin with are kept as templates of a provider or a partner, for all of its people.
-- Locks: organizations and roles for a moment. Undo: drop the table and take 'customer_templates.write' out of the roles.

CREATE TABLE customer_templates (
  provider_id uuid NOT NULL,
  id uuid NOT NULL,
  organization_id uuid NOT NULL,
  version int NOT NULL DEFAULT 1,
  name text NOT NULL,
  name_key text NOT NULL COLLATE "C",
  -- Whether those see it who work below its organization; of a partner's template they always do.
  is_shared boolean NOT NULL,
  type text COLLATE "C",
  -- Not jsonb: it comes back in the order in which it was sent.
  values json NOT NULL,
  -- The user whose address is the account manager's, where it was one's: the address alone does not tell whether a
  -- person is gone or an address was never a person's. No foreign key, as for the references in the values: what is
  -- gone is told to whoever uses the template.
  account_manager_id uuid,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (provider_id, id),
  CONSTRAINT customer_templates_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations
);
CREATE UNIQUE INDEX customer_templates_name ON customer_templates (provider_id, organization_id, name_key);

CALL tenancy.protect('customer_templates');
GRANT SELECT, INSERT, UPDATE, DELETE ON customer_templates TO tenantry_app;

-- Technicians of chosen organizations do not see their own house, and partners not what lies above them: both read, and
-- only read, the templates that are meant for them.
CREATE POLICY meant_for_those_below ON customer_templates FOR SELECT TO tenantry_app USING (
  provider_id = (SELECT nullif(current_setting('app.provider_id', true), '')::uuid)
  AND (SELECT current_setting('app.reach', true) IN ('subtree', 'selected'))
  AND (organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
    OR (is_shared AND organization_id IN (SELECT c.ancestor_id FROM organization_closure c
      WHERE c.provider_id = (SELECT nullif(current_setting('app.provider_id', true), '')::uuid)
      AND c.descendant_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)))));

UPDATE roles SET permissions = array_append(permissions, 'customer_templates.write')
WHERE key IN ('provider_administrator', 'partner_administrator') AND NOT 'customer_templates.write' = ANY (permissions);
