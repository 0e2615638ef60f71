-- Why: people of customers who administer nothing had no role of the product's own. One that a house has made is told to
-- nobody outside of that house, so technicians and partners read of nobody what they may do there.
-- Locks: roles against writing for a moment. Undo: give whoever has the role another one, and delete it.

-- What the demo has made for them by this name so far, the same in all but the key.
UPDATE roles r SET key = 'customer_user'
WHERE r.organization_id = r.provider_id AND r.id = (
  SELECT o.id FROM roles o
  WHERE o.provider_id = r.provider_id AND o.organization_id = o.provider_id AND o.key IS NULL AND o.name = 'Customer user'
    AND o.permissions = '{customers.read,devices.read}'
  ORDER BY o.id LIMIT 1
);
INSERT INTO roles (provider_id, id, organization_id, key, name, permissions)
SELECT provider_id, gen_random_uuid(), provider_id, 'customer_user', 'Customer user', '{customers.read,devices.read}'
FROM providers
ON CONFLICT ON CONSTRAINT roles_key DO NOTHING;
