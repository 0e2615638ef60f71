// Made by "npm run generate" from a migrated database; the check compares.
import type { ColumnType, Generated, GeneratedAlways } from 'kysely'

type Json = ColumnType<unknown, string | null, string | null>

export interface ApiKeysTable {
  provider_id: string
  id: string
  membership_id: string
  name: string
  prefix: string
  key_hash: Buffer
  created_at: Date
  expires_at: Date
  last_used_at: Date | null
  created_by_key_id: string | null
}

export interface AuditEventsTable {
  provider_id: string
  id: string
  occurred_at: Date
  organization_id: string
  actor_kind: string
  actor_membership_id: string | null
  actor_name: string
  action: string
  object_type: string
  object_id: string
  source: string | null
  request_id: string | null
  payload_hash: Buffer
  actor_api_key_id: string | null
  actor_api_key_name: string | null
}

export interface AuditPayloadsTable {
  provider_id: string
  audit_event_id: string
  organization_id: string
  salt: Buffer
  before: Json
  after: Json
}

export interface AuditSealsTable {
  provider_id: string
  number: number
  organization_id: string
  audit_event_id: string
  occurred_at: Date
  hash: Buffer
}

export interface BulkChangeItemsTable {
  provider_id: string
  bulk_change_id: string
  organization_id: string
  membership_id: string
  place: number
  state: string
  reason: string | null
  message: string | null
  done: Json
  object_id: string
}

export interface BulkChangesTable {
  provider_id: string
  id: string
  membership_id: string
  api_key_id: string | null
  api_key_name: string | null
  state: string
  change: Json
  total: number
  processed: Generated<number>
  changed: Generated<number>
  refused: Generated<number>
  restored: Generated<number>
  left_alone: Generated<number>
  created_at: Date
  finished_at: Date | null
  list: string
}

export interface ContactsTable {
  provider_id: string
  id: string
  organization_id: string
  kind: string
  position: number
  role: string | null
  first_name: string | null
  last_name: string | null
  email: string | null
  phone: string | null
  phone_extension: string | null
  fax: string | null
  fax_extension: string | null
  version: Generated<number>
}

export interface CustomerDraftsTable {
  provider_id: string
  id: string
  membership_id: string
  parent_id: string | null
  title: string | null
  step_id: string
  values: Json
  version: Generated<number>
  created_at: Date
  updated_at: Date
}

export interface CustomerFormSettingsTable {
  provider_id: string
  organization_id: string
  required_fields: string[]
  version: number
  updated_at: Date
}

export interface CustomerTemplatesTable {
  provider_id: string
  id: string
  organization_id: string
  version: Generated<number>
  name: string
  name_key: string
  is_shared: boolean
  type: string | null
  values: Json
  account_manager_id: string | null
  created_at: Date
  updated_at: Date
}

export interface DefaultViewsTable {
  provider_id: string
  membership_id: string
  list: string
  view_id: string
}

export interface DeviceClassesTable {
  provider_id: string
  code: string
  name: string
  position: number
  license_types: string[]
  is_built_in: Generated<boolean>
  icon: string | null
  is_archived: Generated<boolean>
  version: Generated<number>
}

export interface DeviceTagsTable {
  provider_id: string
  device_id: string
  tag_id: string
  organization_id: string
  house_id: string
}

export interface DevicesTable {
  provider_id: string
  id: string
  organization_id: string
  entity_id: string | null
  name: string
  name_key: string
  class: string
  version: Generated<number>
  created_at: Date
  updated_at: Date
  status: Generated<string>
  serial_number: string | null
  serial_key: string | null
  maker: string | null
  maker_key: string | null
  model: string | null
  model_key: string | null
  operating_system: string | null
  operating_system_key: string | null
  ip_addresses: Generated<string[]>
  mac_addresses: Generated<string[]>
  user_id: string | null
  purchased_on: string | null
  warranty_ends_on: string | null
  monitors_availability: Generated<boolean>
  monitors_performance: Generated<boolean>
  notes: string | null
  custom_data: Generated<Json>
  hardware_id: string | null
  enrollment_key: string | null
  last_seen_at: Date | null
  host_name: string | null
}

export interface EnrollmentTokensTable {
  provider_id: string
  id: string
  organization_id: string
  entity_id: string | null
  name: string
  prefix: string
  token_hash: Buffer
  is_of_provider: boolean
  most_devices: number | null
  devices: Generated<number>
  created_by_name: string
  created_at: Date
  expires_at: Date
  last_used_at: Date | null
  license: Generated<string>
}

export interface EntitiesTable {
  provider_id: string
  id: string
  organization_id: string
  name: string
  name_key: string
  created_at: Date
  version: Generated<number>
  kind: Generated<string>
  code: string | null
  code_key: string | null
  contact_first_name: string | null
  contact_last_name: string | null
  contact_email: string | null
  contact_phone: string | null
  contact_phone_extension: string | null
  location_name: string | null
  country: string | null
  region: string | null
  state: string | null
  district: string | null
  city: string | null
  postal_code: string | null
  landmark: string | null
  line1: string | null
  line2: string | null
  devices: Generated<number>
  updated_at: Generated<Date>
}

export interface EntityTagsTable {
  provider_id: string
  entity_id: string
  tag_id: string
  organization_id: string
  house_id: string
}

export interface ExternalIdsTable {
  provider_id: string
  organization_id: string
  position: number
  system: string
  system_key: string
  value: string
  value_key: string
}

export interface FavouriteCustomersTable {
  provider_id: string
  membership_id: string
  organization_id: string
  created_at: Date
}

export interface FormerAccountsTable {
  provider_id: string
  organization_id: string
  type: string
  first_number: number
  last_number: number
  account_id: string | null
  left_at: Date
}

export interface IdempotencyKeysTable {
  provider_id: string
  membership_id: string
  operation: string
  key: string
  fingerprint: Buffer
  status: number | null
  etag: string | null
  body: string | null
  created_at: Date
  object_table: string | null
  object_id: string | null
}

export interface ImportChangesTable {
  provider_id: string
  import_id: string
  row_number: number
  place: number
  organization_id: string
  name: string
  column_index: number
  before: string
  after: string
}

export interface ImportMatchingsTable {
  provider_id: string
  house_id: string
  kind: string
  headers_hash: string
  matching: Json
  updated_at: Date
}

export interface ImportProblemsTable {
  provider_id: string
  import_id: string
  row_number: number
  place: number
  membership_id: string
  column_index: number | null
  code: string
  message: string
  value: string | null
  customer_id: string | null
  license_type: string | null
  license_name: string | null
}

export interface ImportRowsTable {
  provider_id: string
  import_id: string
  row_number: number
  organization_id: string
  object_id: string
  is_new: boolean
  version: number
  before: Json
  head_level: Generated<number>
}

export interface ImportsTable {
  provider_id: string
  id: string
  membership_id: string
  api_key_id: string | null
  kind: string
  state: string
  file_name: string
  has_file: Generated<boolean>
  size_bytes: number
  encoding: string
  separator: string
  headers: Json
  samples: Json
  rows: number
  matching: Json
  existing: string
  empty_cells: string
  parent_id: string | null
  position: Generated<number>
  created: Generated<number>
  updated: Generated<number>
  unchanged: Generated<number>
  skipped: Generated<number>
  failed: Generated<number>
  taken_back: Generated<number>
  kept: Generated<number>
  stopped_by: string | null
  version: Generated<number>
  created_at: Date
  updated_at: Date
  checked_at: Date | null
  finished_at: Date | null
  header_row: Generated<number>
  heads_done: Generated<number>
  cut_columns: Generated<number[]>
}

export interface InvitationRequestsTable {
  provider_id: string
  organization_id: string
  login_hash: Buffer
  asked: number
  asked_since: Date
}

export interface InvitationsTable {
  provider_id: string
  id: string
  organization_id: string
  membership_id: string
  send_on: string | null
  requested_at: Date | null
  issue: Generated<number>
  token_hash: Buffer | null
  issued_at: Date | null
  expires_at: Date | null
  sent_at: Date | null
  accepted_at: Date | null
  created_at: Date
  asked_since: Date | null
  asked: Generated<number>
  is_in_outbox: Generated<boolean>
}

export interface LicenseAlertSettingsTable {
  provider_id: string
  organization_id: string
  audience: string
  is_on: boolean | null
  threshold: number | null
  type_thresholds: Json
  recipients: string[] | null
  subject: string | null
  body: string | null
  version: Generated<number>
  updated_at: Date
}

export interface LicenseAlertsTable {
  provider_id: string
  id: string
  organization_id: string
  type: string
  level: string
  threshold: number
  limit_count: number
  demand: number
  fired_at: Date
  transaction_id: string
  mailed_at: Date | null
  mail_key: string | null
  recipients: string[] | null
  held_by: string | null
  held_until: Date | null
  recipient_owners: string[] | null
}

export interface LicenseCountersTable {
  provider_id: string
  organization_id: string
  type: string
  used: Generated<number>
  demand: Generated<number>
  allocated: Generated<number>
  reserved: Generated<number>
  limit_count: number | null
  overage: Generated<number>
  excess: Generated<number>
  entries: Generated<number>
  kept_limit: number | null
  kept_overage: number | null
  alert_threshold: number | null
  alert_state: Generated<number>
  alert_above: number | null
  alert_below: number | null
}

export interface LicenseLedgerTable {
  provider_id: string
  id: string
  organization_id: string
  type: string
  number: number
  happened_at: Date
  kind: string
  count: Generated<number>
  used_after: number
  limit_after: number | null
  overage_after: number
  subject_kind: string
  subject_id: string
  subject_name: string | null
  reason: string
  actor_membership_id: string | null
  actor_name: string
}

export interface LicenseMonthsTable {
  provider_id: string
  organization_id: string
  month: string
  time_zone: string
  basis: string
}

export interface LicensePurchasesTable {
  provider_id: string
  id: string
  organization_id: string
  type: string
  quantity: number
  starts_on: string
  ends_on: string | null
  reference: string | null
  cost_minor: number | null
  currency: string | null
  version: Generated<number>
  created_at: Date
  updated_at: Date
}

export interface LicenseRulesTable {
  provider_id: string
  id: string
  organization_id: string
  name: string
  position: number
  is_on: boolean
  conditions: Json
  licensed: Generated<number>
  version: Generated<number>
  created_at: Date
  updated_at: Date
}

export interface LicenseTypesTable {
  provider_id: string
  code: string
  name: string
  position: number
  is_on: boolean
  is_built_in: Generated<boolean>
  version: Generated<number>
}

export interface MailSettingsTable {
  provider_id: string
  organization_id: string
  host: string
  port: number
  security: string
  checks_certificate: boolean
  user_name: string | null
  sealed_password: string | null
  sender_address: string
  sender_name: string | null
  reply_to: string | null
  updated_at: Date
}

export interface MailsTable {
  provider_id: string
  id: string
  organization_id: string
  key: string
  kind: string
  to_name: string | null
  to_address: string
  subject: string
  text: string
  html: string | null
  state: Generated<string>
  attempts: Generated<number>
  due_at: Date | null
  message_id: string | null
  sent_by: string | null
  last_error: string | null
  created_at: Date
  updated_at: Date
  sent_at: Date | null
}

export interface MembershipAssignmentsTable {
  provider_id: string
  membership_id: string
  organization_id: string
}

export interface MembershipEntitiesTable {
  provider_id: string
  membership_id: string
  entity_id: string
}

export interface MembershipOrganizationsTable {
  provider_id: string
  membership_id: string
  organization_id: string
}

export interface MembershipsTable {
  provider_id: string
  id: string
  organization_id: string
  account_id: string
  role_id: string
  reach: string
  name: string
  email: string
  status: Generated<string>
  created_at: Date
  version: Generated<number>
  first_name: string | null
  last_name: string | null
  communication_email: string | null
  is_first_administrator: Generated<boolean>
  name_key: string
}

export interface MovedDevicesTable {
  provider_id: string
  organization_id: string
  device_id: string
  entity_id: string | null
  enrollment_key: string | null
  serial_key: string | null
  moved_at: Date
}

export interface NotesTable {
  provider_id: string
  id: string
  organization_id: string
  version: Generated<number>
  body: string
  is_pinned: Generated<boolean>
  pinned: GeneratedAlways<string>
  is_visible_to_customer: Generated<boolean>
  author_name: string
  author_membership_id: string | null
  created_at: Date
  updated_at: Date
}

export interface NoticesTable {
  provider_id: string
  id: string
  organization_id: string
  key: string
  kind: string
  params: Json
  to_memberships: string[] | null
  to_permission: string | null
  created_at: Date
  to_address: string | null
}

export interface NotificationSettingsTable {
  provider_id: string
  membership_id: string
  kind: string
  in_app: boolean
  by_mail: boolean
}

export interface NotificationsTable {
  provider_id: string
  membership_id: string
  notice_id: string
  created_at: Date
  read_at: Date | null
}

export interface OnboardingItemsTable {
  provider_id: string
  organization_id: string
  key: string
  state: Generated<string>
  changed_at: Date | null
  changed_by: string | null
}

export interface OrganizationClosureTable {
  provider_id: string
  ancestor_id: string
  descendant_id: string
  distance: number
}

export interface OrganizationCountersTable {
  provider_id: string
  organization_id: string
  devices: Generated<number>
  users: Generated<number>
  entities: Generated<number>
  name_key: string
  parent_key: string | null
}

export interface OrganizationSettingsTable {
  provider_id: string
  organization_id: string
  name: string
  value: string
}

export interface OrganizationTagsTable {
  provider_id: string
  organization_id: string
  tag_id: string
  house_id: string
}

export interface OrganizationsTable {
  provider_id: string
  id: string
  parent_id: string | null
  type: string
  depth: number
  status: Generated<string>
  version: Generated<number>
  name: string
  name_key: string
  code: string | null
  code_key: string | null
  code_scope_id: string
  domain: string | null
  business_email: string | null
  phone: string | null
  phone_extension: string | null
  website: string | null
  subscription_id: string | null
  location_name: string | null
  country: string | null
  region: string | null
  state: string | null
  district: string | null
  city: string | null
  postal_code: string | null
  landmark: string | null
  line1: string | null
  line2: string | null
  billing_profile_name: string | null
  bill_to: string | null
  billing_same_as_company: Generated<boolean>
  billing_country: string | null
  billing_state: string | null
  billing_city: string | null
  billing_postal_code: string | null
  billing_line1: string | null
  billing_line2: string | null
  plan_kind: Generated<string>
  trial_licenses: number | null
  plan_expires_on: string | null
  customer_type_id: string | null
  partner_subscription_id: string | null
  created_at: Date
  updated_at: Date
  status_since: Date | null
  archived_until: Date | null
  account_manager_email: string | null
  merged_into_id: string | null
  license_mode: Generated<string>
  license_basis: Generated<string>
  trial_set_at: Date | null
}

export interface OutboxTable {
  provider_id: string
  id: string
  organization_id: string
  event: string
  version: number
  payload: Json
  created_at: Date
}

export interface ProvidersTable {
  provider_id: string
  created_at: Date
}

export interface RecentCustomersTable {
  provider_id: string
  membership_id: string
  organization_id: string
  opened_at: Date
}

export interface RolesTable {
  provider_id: string
  id: string
  organization_id: string
  key: string | null
  name: string
  permissions: string[]
  license_type: Generated<string>
}

export interface SalesRepresentativesTable {
  provider_id: string
  organization_id: string
  position: number
  name: string
  email: string
  phone: string | null
  membership_id: string | null
}

export interface SavedViewsTable {
  provider_id: string
  id: string
  membership_id: string | null
  organization_id: string | null
  author_id: string | null
  list: string
  version: Generated<number>
  name: string
  name_key: string
  search: string
  created_at: Date
  updated_at: Date
}

export interface SeenDevicesTable {
  provider_id: string
  id: string
  organization_id: string
  entity_id: string | null
  enrollment_key: string
  name: string
  name_key: string
  class: string
  serial_number: string | null
  hardware_id: string | null
  maker: string | null
  maker_key: string | null
  model: string | null
  operating_system: string | null
  ip_addresses: string[]
  mac_addresses: string[]
  reason: string
  first_seen_at: Date
  last_seen_at: Date
  token_id: string | null
}

export interface TagsTable {
  provider_id: string
  id: string
  organization_id: string
  version: Generated<number>
  name: string
  name_key: string
  color: string
  created_at: Date
  updated_at: Date
}

/** Every table by its name. */
export interface Tables {
  api_keys: ApiKeysTable
  audit_events: AuditEventsTable
  audit_payloads: AuditPayloadsTable
  audit_seals: AuditSealsTable
  bulk_change_items: BulkChangeItemsTable
  bulk_changes: BulkChangesTable
  contacts: ContactsTable
  customer_drafts: CustomerDraftsTable
  customer_form_settings: CustomerFormSettingsTable
  customer_templates: CustomerTemplatesTable
  default_views: DefaultViewsTable
  device_classes: DeviceClassesTable
  device_tags: DeviceTagsTable
  devices: DevicesTable
  enrollment_tokens: EnrollmentTokensTable
  entities: EntitiesTable
  entity_tags: EntityTagsTable
  external_ids: ExternalIdsTable
  favourite_customers: FavouriteCustomersTable
  former_accounts: FormerAccountsTable
  idempotency_keys: IdempotencyKeysTable
  import_changes: ImportChangesTable
  import_matchings: ImportMatchingsTable
  import_problems: ImportProblemsTable
  import_rows: ImportRowsTable
  imports: ImportsTable
  invitation_requests: InvitationRequestsTable
  invitations: InvitationsTable
  license_alert_settings: LicenseAlertSettingsTable
  license_alerts: LicenseAlertsTable
  license_counters: LicenseCountersTable
  license_ledger: LicenseLedgerTable
  license_months: LicenseMonthsTable
  license_purchases: LicensePurchasesTable
  license_rules: LicenseRulesTable
  license_types: LicenseTypesTable
  mail_settings: MailSettingsTable
  mails: MailsTable
  membership_assignments: MembershipAssignmentsTable
  membership_entities: MembershipEntitiesTable
  membership_organizations: MembershipOrganizationsTable
  memberships: MembershipsTable
  moved_devices: MovedDevicesTable
  notes: NotesTable
  notices: NoticesTable
  notification_settings: NotificationSettingsTable
  notifications: NotificationsTable
  onboarding_items: OnboardingItemsTable
  organization_closure: OrganizationClosureTable
  organization_counters: OrganizationCountersTable
  organization_settings: OrganizationSettingsTable
  organization_tags: OrganizationTagsTable
  organizations: OrganizationsTable
  outbox: OutboxTable
  providers: ProvidersTable
  recent_customers: RecentCustomersTable
  roles: RolesTable
  sales_representatives: SalesRepresentativesTable
  saved_views: SavedViewsTable
  seen_devices: SeenDevicesTable
  tags: TagsTable
}
