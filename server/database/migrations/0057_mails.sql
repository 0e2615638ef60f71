-- Why: a mail about a change exists exactly when the change does, is sent once the change is committed, and is tried again
-- while its server is away. Which server that is, each provider says itself.
-- Locks: organizations for a moment. Undo: drop both tables.

CREATE TABLE mails (
  provider_id uuid NOT NULL,
  id uuid NOT NULL,
  -- What it is about.
  organization_id uuid NOT NULL,
  -- The same key again is the same mail.
  key text NOT NULL COLLATE "C",
  kind text NOT NULL COLLATE "C",
  to_name text,
  to_address text NOT NULL,
  subject text NOT NULL,
  text text NOT NULL,
  html text,
  state text NOT NULL DEFAULT 'queued',
  attempts int NOT NULL DEFAULT 0,
  -- When it is tried next; of one that is being sent, when its sender is taken to be dead.
  due_at timestamptz,
  -- Made from the id at the first attempt and kept, whatever becomes of the settings that it was made with.
  message_id text,
  -- What sent it: a server, or the outbox on disk.
  sent_by text,
  last_error text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  sent_at timestamptz,
  PRIMARY KEY (provider_id, id),
  CONSTRAINT mails_key UNIQUE (provider_id, key),
  CONSTRAINT mails_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations,
  CONSTRAINT mails_state CHECK (state IN ('queued', 'sending', 'sent', 'failed', 'bounced')),
  CONSTRAINT mails_due CHECK ((due_at IS NOT NULL) = (state IN ('queued', 'sending'))),
  CONSTRAINT mails_sent CHECK ((sent_at IS NOT NULL) = (state = 'sent')),
  CONSTRAINT mails_sent_by CHECK (sent_by IN ('smtp', 'disk'))
);
CREATE INDEX mails_by_organization ON mails (provider_id, organization_id, created_at);
CREATE INDEX mails_by_time ON mails (provider_id, created_at, id);
CREATE INDEX mails_by_due ON mails (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX mails_by_age ON mails (created_at) WHERE due_at IS NULL;

CALL tenancy.protect('mails');
GRANT SELECT, INSERT, UPDATE ON mails TO tenantry_app;

-- Jobs look, over all providers, for those that are due, and take away what is old.
GRANT SELECT (provider_id, due_at, created_at), DELETE ON mails TO tenantry_jobs;
CREATE POLICY due ON mails FOR SELECT TO tenantry_jobs
  USING (due_at IS NOT NULL OR created_at < now() - interval '90 days');
CREATE POLICY expiry ON mails FOR DELETE TO tenantry_jobs USING (due_at IS NULL AND created_at < now() - interval '90 days');

-- The server that sends the mails of a provider; without a row they go to the outbox on disk.
CREATE TABLE mail_settings (
  provider_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  host text NOT NULL,
  port int NOT NULL,
  security text NOT NULL,
  checks_certificate boolean NOT NULL,
  user_name text,
  -- Encrypted by the application with a key that the database does not know.
  sealed_password text,
  sender_address text NOT NULL,
  sender_name text,
  reply_to text,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (provider_id, organization_id),
  CONSTRAINT mail_settings_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations,
  CONSTRAINT mail_settings_of_provider CHECK (organization_id = provider_id),
  CONSTRAINT mail_settings_port CHECK (port BETWEEN 1 AND 65535),
  CONSTRAINT mail_settings_security CHECK (security IN ('none', 'starttls', 'tls'))
);
CALL tenancy.protect('mail_settings');
GRANT SELECT, INSERT, UPDATE, DELETE ON mail_settings TO tenantry_app;
