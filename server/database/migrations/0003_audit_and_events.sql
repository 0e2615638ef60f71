-- Why: what every change leaves behind: the audit row, the event for the jobs, the answer kept for a repeated request.
-- Locks: fresh tables only. Undo: drop the tables and the schema audit.

-- Partitioned by month, so that old months can be put away whole. The values before and after lie apart, because a
-- law may ask for their erasure while the row and its salted hash stay.
CREATE TABLE audit_events (
  provider_id uuid NOT NULL,
  id uuid NOT NULL,
  occurred_at timestamptz NOT NULL,
  organization_id uuid NOT NULL,
  actor_kind text NOT NULL,
  actor_membership_id uuid,
  actor_name text NOT NULL,
  action text NOT NULL,
  object_type text NOT NULL,
  object_id uuid NOT NULL,
  source text,
  request_id text,
  payload_hash bytea NOT NULL,
  PRIMARY KEY (provider_id, occurred_at, id),
  CONSTRAINT audit_events_actor CHECK (actor_kind IN ('user', 'api_key', 'system'))
) PARTITION BY RANGE (occurred_at);
CREATE INDEX audit_events_by_organization ON audit_events (provider_id, organization_id, occurred_at, id);
CREATE INDEX audit_events_by_object ON audit_events (provider_id, object_id, occurred_at);

CREATE TABLE audit_payloads (
  provider_id uuid NOT NULL,
  audit_event_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  salt bytea NOT NULL,
  before jsonb,
  after jsonb,
  PRIMARY KEY (provider_id, audit_event_id)
);
CREATE INDEX audit_payloads_by_organization ON audit_payloads (provider_id, organization_id);

-- The numbered chain over committed rows, written by the sealing job.
CREATE TABLE audit_seals (
  provider_id uuid NOT NULL,
  number bigint NOT NULL,
  organization_id uuid NOT NULL,
  audit_event_id uuid NOT NULL,
  occurred_at timestamptz NOT NULL,
  hash bytea NOT NULL,
  PRIMARY KEY (provider_id, number),
  CONSTRAINT audit_seals_once UNIQUE (provider_id, audit_event_id)
);

CREATE TABLE outbox (
  provider_id uuid NOT NULL,
  id uuid NOT NULL,
  organization_id uuid NOT NULL,
  event text NOT NULL,
  version int NOT NULL,
  payload jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (provider_id, id)
);
CREATE INDEX outbox_by_age ON outbox (id);

CREATE TABLE idempotency_keys (
  provider_id uuid NOT NULL,
  membership_id uuid NOT NULL,
  operation text NOT NULL,
  key text NOT NULL,
  fingerprint bytea NOT NULL,
  status int,
  etag text,
  body text,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (provider_id, membership_id, operation, key)
);
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);

CREATE TABLE api_keys (
  provider_id uuid NOT NULL,
  id uuid NOT NULL,
  membership_id uuid NOT NULL,
  name text NOT NULL,
  prefix text NOT NULL,
  key_hash bytea NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  last_used_at timestamptz,
  PRIMARY KEY (provider_id, id),
  CONSTRAINT api_keys_hash UNIQUE (provider_id, key_hash),
  CONSTRAINT api_keys_membership FOREIGN KEY (provider_id, membership_id) REFERENCES memberships ON DELETE CASCADE
);
CREATE INDEX api_keys_by_membership ON api_keys (provider_id, membership_id);

CALL tenancy.protect('audit_events');
CALL tenancy.protect('audit_payloads');
CALL tenancy.protect('audit_seals');
CALL tenancy.protect('outbox');
CALL tenancy.protect_own('idempotency_keys');
CALL tenancy.protect_own('api_keys');

-- Who sees single entities only leaves traces like everybody else, in the log of the own organization, and reads none.
CREATE PROCEDURE tenancy.let_append(target regclass) LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE POLICY append ON %s FOR INSERT TO tenantry_app WITH CHECK (%s AND organization_id = (SELECT nullif(current_setting(''app.organization_id'', true), '''')::uuid))',
    target, tenancy.provider_wall());
END $$;
REVOKE EXECUTE ON PROCEDURE tenancy.let_append FROM PUBLIC;
CALL tenancy.let_append('audit_events');
CALL tenancy.let_append('audit_payloads');
CALL tenancy.let_append('outbox');

-- Append only: nothing is granted that could change or remove a row.
GRANT SELECT, INSERT ON audit_events, audit_payloads, audit_seals TO tenantry_app;
GRANT INSERT ON outbox TO tenantry_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON idempotency_keys, api_keys TO tenantry_app;

-- The relay takes events of all providers in one go; what they lead to runs in each provider's own scope.
GRANT SELECT, DELETE ON outbox TO tenantry_jobs;
CREATE POLICY relay ON outbox TO tenantry_jobs USING (true);
-- Answers kept for repeated requests are dropped by age, over all providers.
GRANT SELECT (provider_id, created_at), DELETE ON idempotency_keys TO tenantry_jobs;
CREATE POLICY expiry ON idempotency_keys TO tenantry_jobs USING (true);

CREATE SCHEMA audit;
GRANT USAGE ON SCHEMA audit TO tenantry_app;

-- Makes the partitions from the given month on; only the owner may create tables, so this runs as the owner. Rows that
-- came before their month had a partition lie in the default one and move over: a partition cannot be added beside them.
CREATE FUNCTION audit.ensure_partitions(from_month date, months int) RETURNS int LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public SET timezone = 'UTC' AS $$
DECLARE
  starts date := date_trunc('month', from_month)::date;
  ends date;
  part text;
  made int := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(727450193);
  FOR i IN 0 .. least(months, 24) - 1 LOOP
    ends := (starts + interval '1 month')::date;
    part := 'audit_events_' || to_char(starts, 'YYYY_MM');
    IF to_regclass('public.' || part) IS NULL THEN
      LOCK TABLE public.audit_events IN SHARE ROW EXCLUSIVE MODE;
      EXECUTE format('CREATE TABLE public.%I (LIKE public.audit_events INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', part);
      EXECUTE format('WITH early AS (DELETE FROM public.audit_events WHERE occurred_at >= %L AND occurred_at < %L RETURNING *) INSERT INTO public.%I SELECT * FROM early', starts, ends, part);
      EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', part);
      EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', part);
      EXECUTE format('ALTER TABLE public.audit_events ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)', part, starts, ends);
      made := made + 1;
    END IF;
    starts := ends;
  END LOOP;
  RETURN made;
END $$;
REVOKE EXECUTE ON FUNCTION audit.ensure_partitions FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit.ensure_partitions TO tenantry_app;
CREATE TABLE audit_events_default PARTITION OF audit_events DEFAULT;
ALTER TABLE audit_events_default ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_events_default FORCE ROW LEVEL SECURITY;
