-- Why: whoever reads what was told of licenses is shown the addresses of those whom they may see, and of others only that
-- they were told; a mail in the outbox on disk has not been sent, and can be once there is a server; and a trial is not
-- reminded of for a day that was over when its end was set.
-- Locks: license_alerts, mails and organizations for a moment; then alerts that were mailed and mails in the outbox are gone
-- through once. Undo: put the constraint of states back, with the mails in the outbox as sent; drop the columns.

-- Whose each recipient is, in their order: the organization that has named it, or whose administrator or manager it is.
ALTER TABLE license_alerts ADD COLUMN recipient_owners uuid[];
GRANT UPDATE (recipient_owners) ON license_alerts TO tenantry_app;

-- Of those told before: the nearest that it can be of, else the provider, who alone sees all.
DO $do$
BEGIN
  UPDATE license_alerts a SET recipient_owners = (
    SELECT array_agg(coalesce((
      SELECT c.ancestor_id FROM organization_closure c JOIN organizations o ON o.provider_id = c.provider_id AND o.id = c.ancestor_id
      WHERE c.provider_id = a.provider_id AND c.descendant_id = a.organization_id
        AND (c.distance = 0 AND lower(o.account_manager_email) = lower(r.address)
          OR EXISTS (SELECT FROM license_alert_settings s WHERE s.provider_id = c.provider_id AND s.organization_id = c.ancestor_id
            AND s.audience = CASE WHEN c.distance = 0 THEN 'own' ELSE 'below' END AND r.address = ANY (s.recipients))
          OR EXISTS (SELECT FROM memberships m WHERE m.provider_id = c.provider_id AND m.organization_id = c.ancestor_id
            AND lower(coalesce(m.communication_email, m.email)) = lower(r.address)))
      ORDER BY c.distance LIMIT 1), a.provider_id) ORDER BY r.place)
    FROM unnest(a.recipients) WITH ORDINALITY r(address, place))
  WHERE cardinality(a.recipients) > 0;
END $do$;

-- outbox: it lies in the outbox on disk, and waits for somebody to have it sent.
ALTER TABLE mails DROP CONSTRAINT mails_state;
DO $do$
BEGIN
  UPDATE mails SET state = 'outbox', sent_at = NULL WHERE state = 'sent' AND sent_by = 'disk';
END $do$;
ALTER TABLE mails ADD CONSTRAINT mails_state CHECK (state IN ('queued', 'sending', 'sent', 'outbox', 'failed', 'bounced'));
CREATE INDEX mails_in_outbox ON mails (provider_id, created_at) WHERE state = 'outbox';

-- When a trial was made, or its end was set last; NULL where that was before this release.
ALTER TABLE organizations ADD COLUMN trial_set_at timestamptz;
