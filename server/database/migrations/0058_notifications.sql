-- Why: what people should know of without looking for it is told to each of them in the app, and by mail if they like.
-- Locks: memberships and organizations for a moment. Undo: drop the tables.

-- What has happened, once, whoever is told of it. Seen like the organization that it is about, so that whoever sees that
-- no more is told nothing of it here; goes with the organization.
CREATE TABLE notices (
  provider_id uuid NOT NULL,
  id uuid NOT NULL,
  organization_id uuid NOT NULL,
  -- The same key again is the same notice.
  key text NOT NULL COLLATE "C",
  kind text NOT NULL COLLATE "C",
  params jsonb NOT NULL,
  -- Who is told: these, or everybody who sees the organization and has the permission.
  to_memberships uuid[],
  to_permission text,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (provider_id, id),
  CONSTRAINT notices_key UNIQUE (provider_id, key),
  CONSTRAINT notices_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations,
  CONSTRAINT notices_to CHECK ((to_memberships IS NULL) <> (to_permission IS NULL))
);
CREATE INDEX notices_by_organization ON notices (provider_id, organization_id);
CREATE INDEX notices_by_age ON notices (created_at);
CALL tenancy.protect('notices');
GRANT SELECT, INSERT ON notices TO tenantry_app;

-- Jobs take away what is old.
GRANT SELECT (created_at), DELETE ON notices TO tenantry_jobs;
CREATE POLICY expiry ON notices TO tenantry_jobs USING (created_at < now() - interval '90 days');

-- What one membership has been told.
CREATE TABLE notifications (
  provider_id uuid NOT NULL,
  membership_id uuid NOT NULL,
  notice_id uuid NOT NULL,
  created_at timestamptz NOT NULL,
  read_at timestamptz,
  PRIMARY KEY (provider_id, membership_id, notice_id),
  CONSTRAINT notifications_membership FOREIGN KEY (provider_id, membership_id) REFERENCES memberships ON DELETE CASCADE,
  CONSTRAINT notifications_notice FOREIGN KEY (provider_id, notice_id) REFERENCES notices ON DELETE CASCADE
);
CREATE INDEX notifications_by_notice ON notifications (provider_id, notice_id);
CREATE INDEX notifications_by_time ON notifications (provider_id, membership_id, created_at, notice_id);
CREATE INDEX notifications_unread ON notifications (provider_id, membership_id) WHERE read_at IS NULL;
CALL tenancy.protect_own('notifications');
GRANT SELECT, INSERT, UPDATE ON notifications TO tenantry_app;

-- What somebody has chosen otherwise than a kind is told by itself.
CREATE TABLE notification_settings (
  provider_id uuid NOT NULL,
  membership_id uuid NOT NULL,
  kind text NOT NULL COLLATE "C",
  in_app boolean NOT NULL,
  by_mail boolean NOT NULL,
  PRIMARY KEY (provider_id, membership_id, kind),
  CONSTRAINT notification_settings_membership FOREIGN KEY (provider_id, membership_id) REFERENCES memberships ON DELETE CASCADE
);
CALL tenancy.protect_own('notification_settings');
GRANT SELECT, INSERT, UPDATE, DELETE ON notification_settings TO tenantry_app;
