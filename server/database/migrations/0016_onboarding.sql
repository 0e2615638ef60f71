-- Why: what was left out when a customer was created is remembered until it is there, ticked or not needed.
-- Locks: none. Undo: drop the table.

CREATE TABLE onboarding_items (
  provider_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  key text NOT NULL,
  state text NOT NULL DEFAULT 'open',
  changed_at timestamptz,
  changed_by text,
  PRIMARY KEY (provider_id, organization_id, key),
  CONSTRAINT onboarding_items_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations,
  CONSTRAINT onboarding_items_state CHECK (state IN ('open', 'done', 'not_needed'))
);
CALL tenancy.protect('onboarding_items');
GRANT SELECT, INSERT, UPDATE, DELETE ON onboarding_items TO tenantry_app;
