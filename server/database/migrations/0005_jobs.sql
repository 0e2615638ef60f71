-- Why: the job queue lives in the same database as the changes that lead to jobs, so that both commit together. Its
-- tables are made and owned by the jobs role; the owner only gives it the room, which works without superuser.
-- Locks: none that lasts. Undo: drop the schema graphile_worker, revoke the grants and drop the policy `jobs`.

CREATE SCHEMA graphile_worker;
GRANT USAGE, CREATE ON SCHEMA graphile_worker TO tenantry_jobs;
GRANT USAGE ON SCHEMA graphile_worker TO tenantry_backup;

-- The queue's library would make this table itself, but only along with a schema, which needs rights on the database.
CREATE TABLE graphile_worker.migrations (
  id int PRIMARY KEY,
  ts timestamptz NOT NULL DEFAULT now(),
  breaking boolean NOT NULL DEFAULT false
);
GRANT SELECT, INSERT, UPDATE ON graphile_worker.migrations TO tenantry_jobs;
GRANT SELECT ON graphile_worker.migrations TO tenantry_backup;

-- What runs for every provider in turn needs their ids and nothing else of them.
GRANT SELECT (provider_id) ON providers TO tenantry_jobs;
CREATE POLICY jobs ON providers FOR SELECT TO tenantry_jobs USING (true);

GRANT USAGE ON SCHEMA audit TO tenantry_jobs;
GRANT EXECUTE ON FUNCTION audit.ensure_partitions TO tenantry_jobs;
