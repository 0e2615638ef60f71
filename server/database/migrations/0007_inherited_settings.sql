-- Why: a technician of chosen customers read past the settings of the partners above them, and got the provider's value
-- where the partner's is in force. Values above what one sees are readable; what they belong to stays invisible.
-- Locks: organization_settings for a moment. Undo: put the policy back as the first migration has it.

DROP POLICY inherited ON organization_settings;
CREATE POLICY inherited ON organization_settings FOR SELECT TO tenantry_app USING (
  provider_id = (SELECT nullif(current_setting('app.provider_id', true), '')::uuid)
  AND (organization_id IN (SELECT c.ancestor_id FROM organization_closure c
    WHERE c.provider_id = (SELECT nullif(current_setting('app.provider_id', true), '')::uuid)
    AND c.descendant_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid))
  OR ((SELECT current_setting('app.reach', true) = 'selected') AND organization_id IN (SELECT c.ancestor_id FROM organization_closure c
    JOIN membership_organizations a ON a.provider_id = c.provider_id AND a.organization_id = c.descendant_id
    WHERE c.provider_id = (SELECT nullif(current_setting('app.provider_id', true), '')::uuid)
    AND a.membership_id = (SELECT nullif(current_setting('app.membership_id', true), '')::uuid)))));
