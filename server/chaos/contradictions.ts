/**
 * What is kept twice and differs; each text takes the provider and answers with no row where all is well; for
 * tests that do many things at once, or in the middle of which something dies. Users are told by emails that begin with
 * `ada`: a world's own people are in no counter.
 */
export const contradictions = {
  'closure and parents': `
    WITH RECURSIVE walk AS (
      SELECT id AS ancestor_id, id AS descendant_id, 0 AS distance FROM organizations WHERE provider_id = $1
      UNION ALL
      SELECT o.parent_id, w.descendant_id, w.distance + 1 FROM walk w
      JOIN organizations o ON o.provider_id = $1 AND o.id = w.ancestor_id WHERE o.parent_id IS NOT NULL)
    (TABLE walk EXCEPT SELECT ancestor_id, descendant_id, distance FROM organization_closure WHERE provider_id = $1)
    UNION ALL
    (SELECT ancestor_id, descendant_id, distance FROM organization_closure WHERE provider_id = $1 EXCEPT TABLE walk)
    UNION ALL
    SELECT o.id, o.id, o.depth FROM organizations o WHERE o.provider_id = $1 AND o.merged_into_id IS NULL
      AND o.depth <> (SELECT max(distance) FROM walk w WHERE w.descendant_id = o.id)`,
  'scope of codes': `
    SELECT o.id FROM organizations o WHERE o.provider_id = $1 AND o.parent_id IS NOT NULL AND o.merged_into_id IS NULL AND o.code_scope_id <> (
      SELECT above.id FROM organization_closure c JOIN organizations above ON above.provider_id = $1 AND above.id = c.ancestor_id
      WHERE c.provider_id = $1 AND c.descendant_id = o.id AND c.distance > 0 AND above.type IN ('partner', 'provider')
      ORDER BY c.distance LIMIT 1)`,
  'counters and rows': `
    SELECT n.organization_id FROM organization_counters n WHERE n.provider_id = $1 AND (
      n.devices <> (SELECT count(*) FROM devices d WHERE d.provider_id = $1 AND d.organization_id = n.organization_id)
      OR n.entities <> (SELECT count(*) FROM entities e WHERE e.provider_id = $1 AND e.organization_id = n.organization_id))`,
  'counters and names': `
    SELECT o.id FROM organizations o FULL JOIN organization_counters n ON n.provider_id = o.provider_id AND n.organization_id = o.id
    WHERE coalesce(o.provider_id, n.provider_id) = $1 AND o.merged_into_id IS NULL AND o.name_key IS DISTINCT FROM n.name_key`,
  'counters and names of parents': `
    SELECT n.organization_id FROM organization_counters n
    JOIN organizations o ON o.provider_id = n.provider_id AND o.id = n.organization_id
    JOIN organizations p ON p.provider_id = o.provider_id AND p.id = o.parent_id
    WHERE n.provider_id = $1 AND n.parent_key IS DISTINCT FROM p.name_key`,
  'merged ones and what is left of them': `
    SELECT o.id FROM organizations o WHERE o.provider_id = $1 AND o.merged_into_id IS NOT NULL AND (
      NOT EXISTS (SELECT FROM organization_closure c
        WHERE c.provider_id = $1 AND c.ancestor_id = o.merged_into_id AND c.descendant_id = o.id)
      OR EXISTS (SELECT FROM organizations end_of WHERE end_of.id = o.merged_into_id AND end_of.merged_into_id IS NOT NULL)
      OR EXISTS (SELECT FROM devices WHERE organization_id = o.id) OR EXISTS (SELECT FROM entities WHERE organization_id = o.id)
      OR EXISTS (SELECT FROM memberships WHERE organization_id = o.id) OR EXISTS (SELECT FROM contacts WHERE organization_id = o.id)
      OR EXISTS (SELECT FROM organization_counters WHERE organization_id = o.id))`,
  'users and rows': `
    SELECT n.organization_id FROM organization_counters n WHERE n.provider_id = $1 AND n.users <> (
      SELECT count(*) FROM memberships m JOIN auth.accounts a ON a.id = m.account_id
      WHERE m.provider_id = $1 AND m.organization_id = n.organization_id AND a.email LIKE 'ada%')
      AND n.organization_id <> $1`,
  'places and accounts': `
    SELECT a.id, m.id FROM auth.accounts a FULL JOIN memberships m ON m.account_id = a.id
    WHERE (a.id IS NULL OR m.id IS NULL) AND $1::uuid IS NOT NULL`,
  'invitations and places': `
    SELECT i.id FROM invitations i WHERE i.provider_id = $1 AND NOT EXISTS (SELECT FROM memberships m
      WHERE m.provider_id = $1 AND m.id = i.membership_id AND m.organization_id = i.organization_id)`,
  'counters of licenses': 'SELECT * FROM tenancy.differing_licenses($1)',
  'devices of entities': `
    SELECT e.id FROM entities e WHERE e.provider_id = $1
      AND e.devices <> (SELECT count(*) FROM devices d WHERE d.provider_id = $1 AND d.entity_id = e.id)`,
  'access and assignments': `
    WITH derived AS (
      SELECT DISTINCT a.membership_id, c.descendant_id AS organization_id FROM membership_assignments a
      JOIN organization_closure c ON c.provider_id = $1 AND c.ancestor_id = a.organization_id WHERE a.provider_id = $1)
    (TABLE derived EXCEPT SELECT membership_id, organization_id FROM membership_organizations WHERE provider_id = $1)
    UNION ALL
    (SELECT membership_id, organization_id FROM membership_organizations WHERE provider_id = $1 EXCEPT TABLE derived)`,
  'assignments and houses': `
    SELECT a.membership_id, a.organization_id FROM membership_assignments a
    JOIN memberships m ON m.provider_id = $1 AND m.id = a.membership_id
    WHERE a.provider_id = $1 AND NOT EXISTS (SELECT FROM organization_closure c
      WHERE c.provider_id = $1 AND c.ancestor_id = m.organization_id AND c.descendant_id = a.organization_id)`,
  'what was said of purged ones': `
    SELECT p.organization_id FROM audit_payloads p WHERE p.provider_id = $1
      AND NOT EXISTS (SELECT FROM organizations o WHERE o.provider_id = $1 AND o.id = p.organization_id)
      -- Of what an import has brought in and taken back, the log goes on telling.
      AND NOT EXISTS (SELECT FROM audit_events e
        WHERE e.provider_id = $1 AND e.object_id = p.organization_id AND e.action = 'customer.taken_back')`,
  'what lives below the archive': `
    SELECT o.id FROM organizations o
    JOIN organization_closure c ON c.provider_id = $1 AND c.descendant_id = o.id AND c.distance > 0
    JOIN organizations above ON above.provider_id = $1 AND above.id = c.ancestor_id AND above.status = 'archived'
    WHERE o.provider_id = $1 AND o.status <> 'archived'`,
}
