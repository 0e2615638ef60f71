-- Why: accounts, passwords and sessions of people, apart from every provider; and the two doors through which the
-- application learns who is calling. Locks: a fresh schema only. Undo: drop the schema auth.

CREATE SCHEMA auth;
GRANT USAGE ON SCHEMA auth TO tenantry_auth, tenantry_app;
