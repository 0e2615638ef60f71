-- Why: the reach `all` opens the whole provider, so only the provider's own people may hold it. Nothing but the code
-- kept it from a membership of a partner or a customer; and nothing said that the root's id is the provider's.
-- Locks: organizations and memberships while they are read once. Undo: drop the two constraints.

ALTER TABLE organizations ADD CONSTRAINT organizations_root_id CHECK ((type = 'provider') = (id = provider_id));
ALTER TABLE memberships ADD CONSTRAINT memberships_whole_provider CHECK (reach <> 'all' OR organization_id = provider_id);
