-- Why: an invitation is sent so often in an hour and no oftener. Counted with the invitation, the count was gone once it
-- was withdrawn and the same person named anew; it is kept by organization and address now.
-- Locks: invitations for a moment. Undo: drop the table; invitations still count as they did.

CREATE TABLE invitation_requests (
  provider_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  -- SHA-256 of the login: whoever was withdrawn stays nowhere by name.
  login_hash bytea NOT NULL,
  asked int NOT NULL,
  asked_since timestamptz NOT NULL,
  PRIMARY KEY (provider_id, organization_id, login_hash),
  CONSTRAINT invitation_requests_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations
);

CALL tenancy.protect('invitation_requests');
GRANT SELECT, INSERT, UPDATE, DELETE ON invitation_requests TO tenantry_app;

INSERT INTO invitation_requests
SELECT i.provider_id, i.organization_id, sha256(convert_to(m.email, 'UTF8')), sum(i.asked), max(i.asked_since)
FROM invitations i JOIN memberships m ON m.provider_id = i.provider_id AND m.id = i.membership_id
WHERE i.asked_since > now() - interval '1 hour' AND i.asked > 0
GROUP BY 1, 2, 3;
