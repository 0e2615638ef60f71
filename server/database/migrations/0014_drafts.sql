-- Why: a customer that somebody has begun to type is kept for that person alone, on whatever device they go on.
-- Locks: organizations and memberships for a moment. Undo: drop customer_drafts.

CREATE TABLE customer_drafts (
  provider_id uuid NOT NULL,
  id uuid NOT NULL,
  membership_id uuid NOT NULL,
  parent_id uuid,
  title text,
  step_id text NOT NULL,
  -- Not jsonb: whatever a browser can hold is kept as it was typed, halves of characters and NUL included.
  values json NOT NULL,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (provider_id, id),
  CONSTRAINT customer_drafts_membership FOREIGN KEY (provider_id, membership_id) REFERENCES memberships ON DELETE CASCADE,
  -- What was typed names the organization above, which a deletion for good leaves nowhere.
  CONSTRAINT customer_drafts_parent FOREIGN KEY (provider_id, parent_id) REFERENCES organizations ON DELETE CASCADE,
  CONSTRAINT customer_drafts_at_most_64_kb CHECK (octet_length(values::text) <= 65536)
);
CREATE INDEX customer_drafts_of_membership ON customer_drafts (provider_id, membership_id, updated_at);
CREATE INDEX customer_drafts_by_parent ON customer_drafts (provider_id, parent_id);
CREATE INDEX customer_drafts_by_age ON customer_drafts (updated_at);

CALL tenancy.protect_own('customer_drafts');
GRANT SELECT, INSERT, UPDATE, DELETE ON customer_drafts TO tenantry_app;

-- Drafts are dropped by age, over all providers; those that still live are out of the jobs' sight.
GRANT SELECT (updated_at), DELETE ON customer_drafts TO tenantry_jobs;
CREATE POLICY expiry ON customer_drafts TO tenantry_jobs USING (updated_at < now() - interval '90 days');
