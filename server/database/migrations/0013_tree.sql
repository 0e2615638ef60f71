-- Why: moving organizations is a right of its own, which those who run a provider or a partner have and others are given.
-- Locks: roles for a moment. Undo: take the permission out of the roles again.

UPDATE roles SET permissions = array_append(permissions, 'organizations.move')
WHERE key IN ('provider_administrator', 'partner_administrator') AND NOT 'organizations.move' = ANY (permissions);
