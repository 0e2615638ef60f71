-- Why: a provider demands fields of each new customer beyond those that are always needed. Everybody who adds customers
-- goes by the list, below partners, too; it holds no data of customers, so that it is walled by provider only.
-- Locks: organizations for a moment. Undo: drop customer_form_settings.

CREATE TABLE customer_form_settings (
  provider_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  required_fields text[] NOT NULL,
  version int NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (provider_id, organization_id),
  CONSTRAINT customer_form_settings_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations,
  CONSTRAINT customer_form_settings_of_the_provider CHECK (organization_id = provider_id)
);

CALL tenancy.protect_provider_only('customer_form_settings');
GRANT SELECT, INSERT, UPDATE ON customer_form_settings TO tenantry_app;
