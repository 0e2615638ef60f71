/**
 * How the rows of a table are walled. `organization`: by provider and by the caller's reach over a column; `provider`:
 * by provider only (what the walls are computed from, and lists without customer data); `own`: the membership's own
 * rows; `inherited`: like `organization`, and readable for what lies above what one sees and above
 * one's own organization; `shared`: like `organization`, and readable in one's own organization and, as far as a row is
 * marked `is_shared`, above it; `house`: like `organization`, and one's own organization's for those who see chosen ones.
 * With a `houseColumn` the rows are in sight that a house in sight has added, by the same rule as `house`.
 */
export type Wall =
  | {
      kind: 'organization'
      organizationColumn: string
      entityColumn?: string
      holdsEntities?: true
      houseColumn?: string
    }
  | { kind: 'provider' }
  | { kind: 'own' }
  | { kind: 'personal' }
  | { kind: 'inherited' }
  | { kind: 'shared' }
  | { kind: 'house' }

const byOrganization: Wall & { kind: 'organization' } = { kind: 'organization', organizationColumn: 'organization_id' }
const byProvider: Wall = { kind: 'provider' }
const own: Wall = { kind: 'own' }

/**
 * Every table with rows of tenants. A test compares this list with the catalogue and with the policies there; a table
 * that is missing here cannot be queried.
 */
export const walledTables: Readonly<Record<string, Wall>> = {
  providers: byProvider,
  organizations: { kind: 'organization', organizationColumn: 'id' },
  organization_closure: byProvider,
  // Reach `entities` moves the counts of the organizations that its entities belong to.
  organization_counters: { ...byOrganization, holdsEntities: true },
  organization_settings: { kind: 'inherited' },
  entities: { kind: 'organization', organizationColumn: 'organization_id', entityColumn: 'id' },
  roles: byOrganization,
  memberships: byOrganization,
  membership_organizations: byProvider,
  membership_entities: byProvider,
  membership_assignments: byProvider,
  contacts: byOrganization,
  sales_representatives: byOrganization,
  external_ids: byOrganization,
  notes: byOrganization,
  invitations: byOrganization,
  invitation_requests: byOrganization,
  onboarding_items: byOrganization,
  devices: { kind: 'organization', organizationColumn: 'organization_id', entityColumn: 'entity_id' },
  enrollment_tokens: { kind: 'organization', organizationColumn: 'organization_id', entityColumn: 'entity_id' },
  seen_devices: { kind: 'organization', organizationColumn: 'organization_id', entityColumn: 'entity_id' },
  moved_devices: { kind: 'organization', organizationColumn: 'organization_id', entityColumn: 'entity_id' },
  license_types: byProvider,
  device_classes: byProvider,
  license_purchases: byOrganization,
  license_counters: byOrganization,
  license_ledger: byOrganization,
  license_rules: byOrganization,
  license_alert_settings: byOrganization,
  license_alerts: byOrganization,
  license_months: byOrganization,
  former_accounts: byOrganization,
  audit_events: byOrganization,
  audit_payloads: byOrganization,
  audit_seals: byOrganization,
  outbox: byOrganization,
  mails: byOrganization,
  mail_settings: byOrganization,
  notices: byOrganization,
  notifications: own,
  notification_settings: own,
  idempotency_keys: own,
  api_keys: own,
  customer_drafts: own,
  favourite_customers: own,
  recent_customers: own,
  customer_templates: { kind: 'shared' },
  customer_form_settings: byProvider,
  saved_views: { kind: 'personal' },
  default_views: own,
  bulk_changes: own,
  bulk_change_items: own,
  tags: { kind: 'house' },
  organization_tags: { ...byOrganization, houseColumn: 'house_id' },
  device_tags: { ...byOrganization, houseColumn: 'house_id' },
  entity_tags: { ...byOrganization, houseColumn: 'house_id' },
  imports: own,
  import_problems: own,
  import_rows: byOrganization,
  import_changes: byOrganization,
  import_matchings: byProvider,
}
