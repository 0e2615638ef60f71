-- Made by "npm run generate" from a migrated database; the check compares.

-- Tables
auth.accounts table
auth.attempts table
auth.credentials table
auth.events table
auth.handed_events table
auth.sessions table
auth.verifications table
public.api_keys table, row security enabled and forced
public.audit_events partitioned table, row security enabled and forced
public.audit_events_default table, row security enabled and forced
public.audit_payloads table, row security enabled and forced
public.audit_seals table, row security enabled and forced
public.bulk_change_items table, row security enabled and forced
public.bulk_changes table, row security enabled and forced
public.contacts table, row security enabled and forced
public.customer_drafts table, row security enabled and forced
public.customer_form_settings table, row security enabled and forced
public.customer_templates table, row security enabled and forced
public.default_views table, row security enabled and forced
public.device_classes table, row security enabled and forced
public.device_tags table, row security enabled and forced
public.devices table, row security enabled and forced
public.enrollment_tokens table, row security enabled and forced
public.entities table, row security enabled and forced
public.entity_tags table, row security enabled and forced
public.external_ids table, row security enabled and forced
public.favourite_customers table, row security enabled and forced
public.former_accounts table, row security enabled and forced
public.idempotency_keys table, row security enabled and forced
public.import_changes table, row security enabled and forced
public.import_matchings table, row security enabled and forced
public.import_problems table, row security enabled and forced
public.import_rows table, row security enabled and forced
public.imports table, row security enabled and forced
public.invitation_requests table, row security enabled and forced
public.invitations table, row security enabled and forced
public.license_alert_settings table, row security enabled and forced
public.license_alerts table, row security enabled and forced
public.license_counters table, row security enabled and forced
public.license_ledger table, row security enabled and forced
public.license_months table, row security enabled and forced
public.license_purchases table, row security enabled and forced
public.license_rules table, row security enabled and forced
public.license_types table, row security enabled and forced
public.mail_settings table, row security enabled and forced
public.mails table, row security enabled and forced
public.membership_assignments table, row security enabled and forced
public.membership_entities table, row security enabled and forced
public.membership_organizations table, row security enabled and forced
public.memberships table, row security enabled and forced
public.moved_devices table, row security enabled and forced
public.notes table, row security enabled and forced
public.notices table, row security enabled and forced
public.notification_settings table, row security enabled and forced
public.notifications table, row security enabled and forced
public.onboarding_items table, row security enabled and forced
public.organization_closure table, row security enabled and forced
public.organization_counters table, row security enabled and forced
public.organization_settings table, row security enabled and forced
public.organization_tags table, row security enabled and forced
public.organizations table, row security enabled and forced
public.outbox table, row security enabled and forced
public.providers table, row security enabled and forced
public.recent_customers table, row security enabled and forced
public.roles table, row security enabled and forced
public.sales_representatives table, row security enabled and forced
public.saved_views table, row security enabled and forced
public.seen_devices table, row security enabled and forced
public.tags table, row security enabled and forced

-- Columns
auth.accounts.id uuid NOT NULL
auth.accounts.email text COLLATE "C" NOT NULL
auth.accounts.email_verified boolean NOT NULL DEFAULT false
auth.accounts.name text NOT NULL
auth.accounts.image text
auth.accounts.created_at timestamp with time zone NOT NULL
auth.accounts.updated_at timestamp with time zone NOT NULL
auth.attempts.key bytea NOT NULL
auth.attempts.count integer NOT NULL
auth.attempts.window_ends_at timestamp with time zone NOT NULL
auth.credentials.id uuid NOT NULL
auth.credentials.account_id uuid NOT NULL
auth.credentials.kind text NOT NULL
auth.credentials.subject text NOT NULL
auth.credentials.password text
auth.credentials.created_at timestamp with time zone NOT NULL
auth.credentials.updated_at timestamp with time zone NOT NULL
auth.credentials.changed_from text
auth.events.id bigint NOT NULL
auth.events.account_id uuid NOT NULL
auth.events.kind text NOT NULL
auth.events.at timestamp with time zone NOT NULL DEFAULT now()
auth.events.source text
auth.handed_events.id bigint NOT NULL
auth.handed_events.provider_id uuid NOT NULL
auth.handed_events.organization_id uuid NOT NULL
auth.handed_events.membership_id uuid NOT NULL
auth.handed_events.account_id uuid NOT NULL
auth.handed_events.name text NOT NULL
auth.handed_events.kind text NOT NULL
auth.handed_events.at timestamp with time zone NOT NULL
auth.handed_events.source text
auth.sessions.id uuid NOT NULL
auth.sessions.account_id uuid NOT NULL
auth.sessions.token_hash text COLLATE "C" NOT NULL
auth.sessions.expires_at timestamp with time zone NOT NULL
auth.sessions.ip_address text
auth.sessions.user_agent text
auth.sessions.active_provider_id uuid
auth.sessions.active_membership_id uuid
auth.sessions.created_at timestamp with time zone NOT NULL
auth.sessions.updated_at timestamp with time zone NOT NULL
auth.sessions.ended_from text
auth.verifications.id uuid NOT NULL
auth.verifications.identifier_hash text COLLATE "C" NOT NULL
auth.verifications.account_id uuid NOT NULL
auth.verifications.expires_at timestamp with time zone NOT NULL
auth.verifications.created_at timestamp with time zone NOT NULL
auth.verifications.updated_at timestamp with time zone NOT NULL
public.api_keys.provider_id uuid NOT NULL
public.api_keys.id uuid NOT NULL
public.api_keys.membership_id uuid NOT NULL
public.api_keys.name text NOT NULL
public.api_keys.prefix text NOT NULL
public.api_keys.key_hash bytea NOT NULL
public.api_keys.created_at timestamp with time zone NOT NULL
public.api_keys.expires_at timestamp with time zone NOT NULL
public.api_keys.last_used_at timestamp with time zone
public.api_keys.created_by_key_id uuid
public.audit_events.provider_id uuid NOT NULL
public.audit_events.id uuid NOT NULL
public.audit_events.occurred_at timestamp with time zone NOT NULL
public.audit_events.organization_id uuid NOT NULL
public.audit_events.actor_kind text NOT NULL
public.audit_events.actor_membership_id uuid
public.audit_events.actor_name text NOT NULL
public.audit_events.action text NOT NULL
public.audit_events.object_type text NOT NULL
public.audit_events.object_id uuid NOT NULL
public.audit_events.source text
public.audit_events.request_id text
public.audit_events.payload_hash bytea NOT NULL
public.audit_events.actor_api_key_id uuid
public.audit_events.actor_api_key_name text
public.audit_events_default.provider_id uuid NOT NULL
public.audit_events_default.id uuid NOT NULL
public.audit_events_default.occurred_at timestamp with time zone NOT NULL
public.audit_events_default.organization_id uuid NOT NULL
public.audit_events_default.actor_kind text NOT NULL
public.audit_events_default.actor_membership_id uuid
public.audit_events_default.actor_name text NOT NULL
public.audit_events_default.action text NOT NULL
public.audit_events_default.object_type text NOT NULL
public.audit_events_default.object_id uuid NOT NULL
public.audit_events_default.source text
public.audit_events_default.request_id text
public.audit_events_default.payload_hash bytea NOT NULL
public.audit_events_default.actor_api_key_id uuid
public.audit_events_default.actor_api_key_name text
public.audit_payloads.provider_id uuid NOT NULL
public.audit_payloads.audit_event_id uuid NOT NULL
public.audit_payloads.organization_id uuid NOT NULL
public.audit_payloads.salt bytea NOT NULL
public.audit_payloads.before jsonb
public.audit_payloads.after jsonb
public.audit_seals.provider_id uuid NOT NULL
public.audit_seals.number bigint NOT NULL
public.audit_seals.organization_id uuid NOT NULL
public.audit_seals.audit_event_id uuid NOT NULL
public.audit_seals.occurred_at timestamp with time zone NOT NULL
public.audit_seals.hash bytea NOT NULL
public.bulk_change_items.provider_id uuid NOT NULL
public.bulk_change_items.bulk_change_id uuid NOT NULL
public.bulk_change_items.organization_id uuid NOT NULL
public.bulk_change_items.membership_id uuid NOT NULL
public.bulk_change_items.place integer NOT NULL
public.bulk_change_items.state text COLLATE "C" NOT NULL
public.bulk_change_items.reason text COLLATE "C"
public.bulk_change_items.message text
public.bulk_change_items.done jsonb
public.bulk_change_items.object_id uuid NOT NULL
public.bulk_changes.provider_id uuid NOT NULL
public.bulk_changes.id uuid NOT NULL
public.bulk_changes.membership_id uuid NOT NULL
public.bulk_changes.api_key_id uuid
public.bulk_changes.api_key_name text
public.bulk_changes.state text COLLATE "C" NOT NULL
public.bulk_changes.change jsonb NOT NULL
public.bulk_changes.total integer NOT NULL
public.bulk_changes.processed integer NOT NULL DEFAULT 0
public.bulk_changes.changed integer NOT NULL DEFAULT 0
public.bulk_changes.refused integer NOT NULL DEFAULT 0
public.bulk_changes.restored integer NOT NULL DEFAULT 0
public.bulk_changes.left_alone integer NOT NULL DEFAULT 0
public.bulk_changes.created_at timestamp with time zone NOT NULL
public.bulk_changes.finished_at timestamp with time zone
public.bulk_changes.list text COLLATE "C" NOT NULL
public.contacts.provider_id uuid NOT NULL
public.contacts.id uuid NOT NULL
public.contacts.organization_id uuid NOT NULL
public.contacts.kind text NOT NULL
public.contacts."position" integer NOT NULL
public.contacts.role text
public.contacts.first_name text
public.contacts.last_name text
public.contacts.email text
public.contacts.phone text
public.contacts.phone_extension text
public.contacts.fax text
public.contacts.fax_extension text
public.contacts.version integer NOT NULL DEFAULT 1
public.customer_drafts.provider_id uuid NOT NULL
public.customer_drafts.id uuid NOT NULL
public.customer_drafts.membership_id uuid NOT NULL
public.customer_drafts.parent_id uuid
public.customer_drafts.title text
public.customer_drafts.step_id text NOT NULL
public.customer_drafts."values" json NOT NULL
public.customer_drafts.version integer NOT NULL DEFAULT 1
public.customer_drafts.created_at timestamp with time zone NOT NULL
public.customer_drafts.updated_at timestamp with time zone NOT NULL
public.customer_form_settings.provider_id uuid NOT NULL
public.customer_form_settings.organization_id uuid NOT NULL
public.customer_form_settings.required_fields text[] NOT NULL
public.customer_form_settings.version integer NOT NULL
public.customer_form_settings.updated_at timestamp with time zone NOT NULL
public.customer_templates.provider_id uuid NOT NULL
public.customer_templates.id uuid NOT NULL
public.customer_templates.organization_id uuid NOT NULL
public.customer_templates.version integer NOT NULL DEFAULT 1
public.customer_templates.name text NOT NULL
public.customer_templates.name_key text COLLATE "C" NOT NULL
public.customer_templates.is_shared boolean NOT NULL
public.customer_templates.type text COLLATE "C"
public.customer_templates."values" json NOT NULL
public.customer_templates.account_manager_id uuid
public.customer_templates.created_at timestamp with time zone NOT NULL
public.customer_templates.updated_at timestamp with time zone NOT NULL
public.default_views.provider_id uuid NOT NULL
public.default_views.membership_id uuid NOT NULL
public.default_views.list text COLLATE "C" NOT NULL
public.default_views.view_id uuid NOT NULL
public.device_classes.provider_id uuid NOT NULL
public.device_classes.code text COLLATE "C" NOT NULL
public.device_classes.name text NOT NULL
public.device_classes."position" integer NOT NULL
public.device_classes.license_types text[] NOT NULL
public.device_classes.is_built_in boolean NOT NULL DEFAULT false
public.device_classes.icon text
public.device_classes.is_archived boolean NOT NULL DEFAULT false
public.device_classes.version integer NOT NULL DEFAULT 1
public.device_tags.provider_id uuid NOT NULL
public.device_tags.device_id uuid NOT NULL
public.device_tags.tag_id uuid NOT NULL
public.device_tags.organization_id uuid NOT NULL
public.device_tags.house_id uuid NOT NULL
public.devices.provider_id uuid NOT NULL
public.devices.id uuid NOT NULL
public.devices.organization_id uuid NOT NULL
public.devices.entity_id uuid
public.devices.name text NOT NULL
public.devices.name_key text COLLATE "C" NOT NULL
public.devices.class text NOT NULL
public.devices.version integer NOT NULL DEFAULT 1
public.devices.created_at timestamp with time zone NOT NULL
public.devices.updated_at timestamp with time zone NOT NULL
public.devices.status text NOT NULL DEFAULT 'in_use'::text
public.devices.serial_number text
public.devices.serial_key text COLLATE "C"
public.devices.maker text
public.devices.maker_key text COLLATE "C"
public.devices.model text
public.devices.model_key text COLLATE "C"
public.devices.operating_system text
public.devices.operating_system_key text COLLATE "C"
public.devices.ip_addresses text[] NOT NULL DEFAULT '{}'::text[]
public.devices.mac_addresses text[] NOT NULL DEFAULT '{}'::text[]
public.devices.user_id uuid
public.devices.purchased_on date
public.devices.warranty_ends_on date
public.devices.monitors_availability boolean NOT NULL DEFAULT false
public.devices.monitors_performance boolean NOT NULL DEFAULT false
public.devices.notes text
public.devices.custom_data jsonb NOT NULL DEFAULT '{}'::jsonb
public.devices.hardware_id text
public.devices.enrollment_key text COLLATE "C"
public.devices.last_seen_at timestamp with time zone
public.devices.host_name text
public.enrollment_tokens.provider_id uuid NOT NULL
public.enrollment_tokens.id uuid NOT NULL
public.enrollment_tokens.organization_id uuid NOT NULL
public.enrollment_tokens.entity_id uuid
public.enrollment_tokens.name text NOT NULL
public.enrollment_tokens.prefix text NOT NULL
public.enrollment_tokens.token_hash bytea NOT NULL
public.enrollment_tokens.is_of_provider boolean NOT NULL
public.enrollment_tokens.most_devices integer
public.enrollment_tokens.devices integer NOT NULL DEFAULT 0
public.enrollment_tokens.created_by_name text NOT NULL
public.enrollment_tokens.created_at timestamp with time zone NOT NULL
public.enrollment_tokens.expires_at timestamp with time zone NOT NULL
public.enrollment_tokens.last_used_at timestamp with time zone
public.enrollment_tokens.license text NOT NULL DEFAULT 'take'::text
public.entities.provider_id uuid NOT NULL
public.entities.id uuid NOT NULL
public.entities.organization_id uuid NOT NULL
public.entities.name text NOT NULL
public.entities.name_key text COLLATE "C" NOT NULL
public.entities.created_at timestamp with time zone NOT NULL
public.entities.version integer NOT NULL DEFAULT 1
public.entities.kind text NOT NULL DEFAULT 'other'::text
public.entities.code text
public.entities.code_key text COLLATE "C"
public.entities.contact_first_name text
public.entities.contact_last_name text
public.entities.contact_email text
public.entities.contact_phone text
public.entities.contact_phone_extension text
public.entities.location_name text
public.entities.country text COLLATE "C"
public.entities.region text
public.entities.state text COLLATE "C"
public.entities.district text
public.entities.city text
public.entities.postal_code text
public.entities.landmark text
public.entities.line1 text
public.entities.line2 text
public.entities.devices integer NOT NULL DEFAULT 0
public.entities.updated_at timestamp with time zone NOT NULL DEFAULT now()
public.entity_tags.provider_id uuid NOT NULL
public.entity_tags.entity_id uuid NOT NULL
public.entity_tags.tag_id uuid NOT NULL
public.entity_tags.organization_id uuid NOT NULL
public.entity_tags.house_id uuid NOT NULL
public.external_ids.provider_id uuid NOT NULL
public.external_ids.organization_id uuid NOT NULL
public.external_ids."position" integer NOT NULL
public.external_ids.system text NOT NULL
public.external_ids.system_key text COLLATE "C" NOT NULL
public.external_ids.value text NOT NULL
public.external_ids.value_key text COLLATE "C" NOT NULL
public.favourite_customers.provider_id uuid NOT NULL
public.favourite_customers.membership_id uuid NOT NULL
public.favourite_customers.organization_id uuid NOT NULL
public.favourite_customers.created_at timestamp with time zone NOT NULL
public.former_accounts.provider_id uuid NOT NULL
public.former_accounts.organization_id uuid NOT NULL
public.former_accounts.type text COLLATE "C" NOT NULL
public.former_accounts.first_number integer NOT NULL
public.former_accounts.last_number integer NOT NULL
public.former_accounts.account_id uuid
public.former_accounts.left_at timestamp with time zone NOT NULL
public.idempotency_keys.provider_id uuid NOT NULL
public.idempotency_keys.membership_id uuid NOT NULL
public.idempotency_keys.operation text NOT NULL
public.idempotency_keys.key text NOT NULL
public.idempotency_keys.fingerprint bytea NOT NULL
public.idempotency_keys.status integer
public.idempotency_keys.etag text
public.idempotency_keys.body text
public.idempotency_keys.created_at timestamp with time zone NOT NULL
public.idempotency_keys.object_table text
public.idempotency_keys.object_id uuid
public.import_changes.provider_id uuid NOT NULL
public.import_changes.import_id uuid NOT NULL
public.import_changes.row_number integer NOT NULL
public.import_changes.place integer NOT NULL
public.import_changes.organization_id uuid NOT NULL
public.import_changes.name text NOT NULL
public.import_changes.column_index integer NOT NULL
public.import_changes.before text NOT NULL
public.import_changes.after text NOT NULL
public.import_matchings.provider_id uuid NOT NULL
public.import_matchings.house_id uuid NOT NULL
public.import_matchings.kind text NOT NULL
public.import_matchings.headers_hash text NOT NULL
public.import_matchings.matching json NOT NULL
public.import_matchings.updated_at timestamp with time zone NOT NULL
public.import_problems.provider_id uuid NOT NULL
public.import_problems.import_id uuid NOT NULL
public.import_problems.row_number integer NOT NULL
public.import_problems.place integer NOT NULL
public.import_problems.membership_id uuid NOT NULL
public.import_problems.column_index integer
public.import_problems.code text NOT NULL
public.import_problems.message text NOT NULL
public.import_problems.value text
public.import_problems.customer_id uuid
public.import_problems.license_type text
public.import_problems.license_name text
public.import_rows.provider_id uuid NOT NULL
public.import_rows.import_id uuid NOT NULL
public.import_rows.row_number integer NOT NULL
public.import_rows.organization_id uuid NOT NULL
public.import_rows.object_id uuid NOT NULL
public.import_rows.is_new boolean NOT NULL
public.import_rows.version integer NOT NULL
public.import_rows.before json
public.import_rows.head_level integer NOT NULL DEFAULT 0
public.imports.provider_id uuid NOT NULL
public.imports.id uuid NOT NULL
public.imports.membership_id uuid NOT NULL
public.imports.api_key_id uuid
public.imports.kind text NOT NULL
public.imports.state text NOT NULL
public.imports.file_name text NOT NULL
public.imports.has_file boolean NOT NULL DEFAULT true
public.imports.size_bytes bigint NOT NULL
public.imports.encoding text NOT NULL
public.imports.separator text NOT NULL
public.imports.headers json NOT NULL
public.imports.samples json NOT NULL
public.imports.rows integer NOT NULL
public.imports.matching json NOT NULL
public.imports.existing text NOT NULL
public.imports.empty_cells text NOT NULL
public.imports.parent_id uuid
public.imports."position" integer NOT NULL DEFAULT 0
public.imports.created integer NOT NULL DEFAULT 0
public.imports.updated integer NOT NULL DEFAULT 0
public.imports.unchanged integer NOT NULL DEFAULT 0
public.imports.skipped integer NOT NULL DEFAULT 0
public.imports.failed integer NOT NULL DEFAULT 0
public.imports.taken_back integer NOT NULL DEFAULT 0
public.imports.kept integer NOT NULL DEFAULT 0
public.imports.stopped_by text
public.imports.version integer NOT NULL DEFAULT 1
public.imports.created_at timestamp with time zone NOT NULL
public.imports.updated_at timestamp with time zone NOT NULL
public.imports.checked_at timestamp with time zone
public.imports.finished_at timestamp with time zone
public.imports.header_row integer NOT NULL DEFAULT 1
public.imports.heads_done integer NOT NULL DEFAULT 0
public.imports.cut_columns integer[] NOT NULL DEFAULT '{}'::integer[]
public.invitation_requests.provider_id uuid NOT NULL
public.invitation_requests.organization_id uuid NOT NULL
public.invitation_requests.login_hash bytea NOT NULL
public.invitation_requests.asked integer NOT NULL
public.invitation_requests.asked_since timestamp with time zone NOT NULL
public.invitations.provider_id uuid NOT NULL
public.invitations.id uuid NOT NULL
public.invitations.organization_id uuid NOT NULL
public.invitations.membership_id uuid NOT NULL
public.invitations.send_on date
public.invitations.requested_at timestamp with time zone
public.invitations.issue integer NOT NULL DEFAULT 0
public.invitations.token_hash bytea
public.invitations.issued_at timestamp with time zone
public.invitations.expires_at timestamp with time zone
public.invitations.sent_at timestamp with time zone
public.invitations.accepted_at timestamp with time zone
public.invitations.created_at timestamp with time zone NOT NULL
public.invitations.asked_since timestamp with time zone
public.invitations.asked integer NOT NULL DEFAULT 0
public.invitations.is_in_outbox boolean NOT NULL DEFAULT false
public.license_alert_settings.provider_id uuid NOT NULL
public.license_alert_settings.organization_id uuid NOT NULL
public.license_alert_settings.audience text NOT NULL
public.license_alert_settings.is_on boolean
public.license_alert_settings.threshold integer
public.license_alert_settings.type_thresholds jsonb NOT NULL
public.license_alert_settings.recipients text[]
public.license_alert_settings.subject text
public.license_alert_settings.body text
public.license_alert_settings.version integer NOT NULL DEFAULT 1
public.license_alert_settings.updated_at timestamp with time zone NOT NULL
public.license_alerts.provider_id uuid NOT NULL
public.license_alerts.id uuid NOT NULL
public.license_alerts.organization_id uuid NOT NULL
public.license_alerts.type text COLLATE "C" NOT NULL
public.license_alerts.level text NOT NULL
public.license_alerts.threshold integer NOT NULL
public.license_alerts.limit_count integer NOT NULL
public.license_alerts.demand integer NOT NULL
public.license_alerts.fired_at timestamp with time zone NOT NULL
public.license_alerts.transaction_id text NOT NULL
public.license_alerts.mailed_at timestamp with time zone
public.license_alerts.mail_key text
public.license_alerts.recipients text[]
public.license_alerts.held_by uuid
public.license_alerts.held_until timestamp with time zone
public.license_alerts.recipient_owners uuid[]
public.license_counters.provider_id uuid NOT NULL
public.license_counters.organization_id uuid NOT NULL
public.license_counters.type text COLLATE "C" NOT NULL
public.license_counters.used integer NOT NULL DEFAULT 0
public.license_counters.demand integer NOT NULL DEFAULT 0
public.license_counters.allocated integer NOT NULL DEFAULT 0
public.license_counters.reserved integer NOT NULL DEFAULT 0
public.license_counters.limit_count integer
public.license_counters.overage integer NOT NULL DEFAULT 0
public.license_counters.excess integer NOT NULL DEFAULT 0
public.license_counters.entries integer NOT NULL DEFAULT 0
public.license_counters.kept_limit integer
public.license_counters.kept_overage integer
public.license_counters.alert_threshold integer
public.license_counters.alert_state integer NOT NULL DEFAULT 0
public.license_counters.alert_above integer
public.license_counters.alert_below integer
public.license_ledger.provider_id uuid NOT NULL
public.license_ledger.id uuid NOT NULL
public.license_ledger.organization_id uuid NOT NULL
public.license_ledger.type text COLLATE "C" NOT NULL
public.license_ledger.number integer NOT NULL
public.license_ledger.happened_at timestamp with time zone NOT NULL
public.license_ledger.kind text NOT NULL
public.license_ledger.count integer NOT NULL DEFAULT 0
public.license_ledger.used_after integer NOT NULL
public.license_ledger.limit_after integer
public.license_ledger.overage_after integer NOT NULL
public.license_ledger.subject_kind text NOT NULL
public.license_ledger.subject_id uuid NOT NULL
public.license_ledger.subject_name text
public.license_ledger.reason text NOT NULL
public.license_ledger.actor_membership_id uuid
public.license_ledger.actor_name text NOT NULL
public.license_months.provider_id uuid NOT NULL
public.license_months.organization_id uuid NOT NULL
public.license_months.month date NOT NULL
public.license_months.time_zone text NOT NULL
public.license_months.basis text NOT NULL
public.license_purchases.provider_id uuid NOT NULL
public.license_purchases.id uuid NOT NULL
public.license_purchases.organization_id uuid NOT NULL
public.license_purchases.type text COLLATE "C" NOT NULL
public.license_purchases.quantity integer NOT NULL
public.license_purchases.starts_on date NOT NULL
public.license_purchases.ends_on date
public.license_purchases.reference text
public.license_purchases.cost_minor bigint
public.license_purchases.currency text
public.license_purchases.version integer NOT NULL DEFAULT 1
public.license_purchases.created_at timestamp with time zone NOT NULL
public.license_purchases.updated_at timestamp with time zone NOT NULL
public.license_rules.provider_id uuid NOT NULL
public.license_rules.id uuid NOT NULL
public.license_rules.organization_id uuid NOT NULL
public.license_rules.name text NOT NULL
public.license_rules."position" integer NOT NULL
public.license_rules.is_on boolean NOT NULL
public.license_rules.conditions jsonb NOT NULL
public.license_rules.licensed integer NOT NULL DEFAULT 0
public.license_rules.version integer NOT NULL DEFAULT 1
public.license_rules.created_at timestamp with time zone NOT NULL
public.license_rules.updated_at timestamp with time zone NOT NULL
public.license_types.provider_id uuid NOT NULL
public.license_types.code text COLLATE "C" NOT NULL
public.license_types.name text NOT NULL
public.license_types."position" integer NOT NULL
public.license_types.is_on boolean NOT NULL
public.license_types.is_built_in boolean NOT NULL DEFAULT false
public.license_types.version integer NOT NULL DEFAULT 1
public.mail_settings.provider_id uuid NOT NULL
public.mail_settings.organization_id uuid NOT NULL
public.mail_settings.host text NOT NULL
public.mail_settings.port integer NOT NULL
public.mail_settings.security text NOT NULL
public.mail_settings.checks_certificate boolean NOT NULL
public.mail_settings.user_name text
public.mail_settings.sealed_password text
public.mail_settings.sender_address text NOT NULL
public.mail_settings.sender_name text
public.mail_settings.reply_to text
public.mail_settings.updated_at timestamp with time zone NOT NULL
public.mails.provider_id uuid NOT NULL
public.mails.id uuid NOT NULL
public.mails.organization_id uuid NOT NULL
public.mails.key text COLLATE "C" NOT NULL
public.mails.kind text COLLATE "C" NOT NULL
public.mails.to_name text
public.mails.to_address text NOT NULL
public.mails.subject text NOT NULL
public.mails.text text NOT NULL
public.mails.html text
public.mails.state text NOT NULL DEFAULT 'queued'::text
public.mails.attempts integer NOT NULL DEFAULT 0
public.mails.due_at timestamp with time zone
public.mails.message_id text
public.mails.sent_by text
public.mails.last_error text
public.mails.created_at timestamp with time zone NOT NULL
public.mails.updated_at timestamp with time zone NOT NULL
public.mails.sent_at timestamp with time zone
public.membership_assignments.provider_id uuid NOT NULL
public.membership_assignments.membership_id uuid NOT NULL
public.membership_assignments.organization_id uuid NOT NULL
public.membership_entities.provider_id uuid NOT NULL
public.membership_entities.membership_id uuid NOT NULL
public.membership_entities.entity_id uuid NOT NULL
public.membership_organizations.provider_id uuid NOT NULL
public.membership_organizations.membership_id uuid NOT NULL
public.membership_organizations.organization_id uuid NOT NULL
public.memberships.provider_id uuid NOT NULL
public.memberships.id uuid NOT NULL
public.memberships.organization_id uuid NOT NULL
public.memberships.account_id uuid NOT NULL
public.memberships.role_id uuid NOT NULL
public.memberships.reach text NOT NULL
public.memberships.name text NOT NULL
public.memberships.email text NOT NULL
public.memberships.status text NOT NULL DEFAULT 'active'::text
public.memberships.created_at timestamp with time zone NOT NULL
public.memberships.version integer NOT NULL DEFAULT 1
public.memberships.first_name text
public.memberships.last_name text
public.memberships.communication_email text
public.memberships.is_first_administrator boolean NOT NULL DEFAULT false
public.memberships.name_key text COLLATE "C" NOT NULL
public.moved_devices.provider_id uuid NOT NULL
public.moved_devices.organization_id uuid NOT NULL
public.moved_devices.device_id uuid NOT NULL
public.moved_devices.entity_id uuid
public.moved_devices.enrollment_key text COLLATE "C"
public.moved_devices.serial_key text COLLATE "C"
public.moved_devices.moved_at timestamp with time zone NOT NULL
public.notes.provider_id uuid NOT NULL
public.notes.id uuid NOT NULL
public.notes.organization_id uuid NOT NULL
public.notes.version integer NOT NULL DEFAULT 1
public.notes.body text NOT NULL
public.notes.is_pinned boolean NOT NULL DEFAULT false
public.notes.pinned text COLLATE "C" NOT NULL DEFAULT 
CASE
    WHEN is_pinned THEN 'true'::text
    ELSE 'false'::text
END
public.notes.is_visible_to_customer boolean NOT NULL DEFAULT false
public.notes.author_name text NOT NULL
public.notes.author_membership_id uuid
public.notes.created_at timestamp with time zone NOT NULL
public.notes.updated_at timestamp with time zone NOT NULL
public.notices.provider_id uuid NOT NULL
public.notices.id uuid NOT NULL
public.notices.organization_id uuid NOT NULL
public.notices.key text COLLATE "C" NOT NULL
public.notices.kind text COLLATE "C" NOT NULL
public.notices.params jsonb NOT NULL
public.notices.to_memberships uuid[]
public.notices.to_permission text
public.notices.created_at timestamp with time zone NOT NULL
public.notices.to_address text
public.notification_settings.provider_id uuid NOT NULL
public.notification_settings.membership_id uuid NOT NULL
public.notification_settings.kind text COLLATE "C" NOT NULL
public.notification_settings.in_app boolean NOT NULL
public.notification_settings.by_mail boolean NOT NULL
public.notifications.provider_id uuid NOT NULL
public.notifications.membership_id uuid NOT NULL
public.notifications.notice_id uuid NOT NULL
public.notifications.created_at timestamp with time zone NOT NULL
public.notifications.read_at timestamp with time zone
public.onboarding_items.provider_id uuid NOT NULL
public.onboarding_items.organization_id uuid NOT NULL
public.onboarding_items.key text NOT NULL
public.onboarding_items.state text NOT NULL DEFAULT 'open'::text
public.onboarding_items.changed_at timestamp with time zone
public.onboarding_items.changed_by text
public.organization_closure.provider_id uuid NOT NULL
public.organization_closure.ancestor_id uuid NOT NULL
public.organization_closure.descendant_id uuid NOT NULL
public.organization_closure.distance integer NOT NULL
public.organization_counters.provider_id uuid NOT NULL
public.organization_counters.organization_id uuid NOT NULL
public.organization_counters.devices integer NOT NULL DEFAULT 0
public.organization_counters.users integer NOT NULL DEFAULT 0
public.organization_counters.entities integer NOT NULL DEFAULT 0
public.organization_counters.name_key text COLLATE "C" NOT NULL
public.organization_counters.parent_key text COLLATE "C"
public.organization_settings.provider_id uuid NOT NULL
public.organization_settings.organization_id uuid NOT NULL
public.organization_settings.name text NOT NULL
public.organization_settings.value text NOT NULL
public.organization_tags.provider_id uuid NOT NULL
public.organization_tags.organization_id uuid NOT NULL
public.organization_tags.tag_id uuid NOT NULL
public.organization_tags.house_id uuid NOT NULL
public.organizations.provider_id uuid NOT NULL
public.organizations.id uuid NOT NULL
public.organizations.parent_id uuid
public.organizations.type text NOT NULL
public.organizations.depth integer NOT NULL
public.organizations.status text NOT NULL DEFAULT 'active'::text
public.organizations.version integer NOT NULL DEFAULT 1
public.organizations.name text NOT NULL
public.organizations.name_key text COLLATE "C" NOT NULL
public.organizations.code text
public.organizations.code_key text COLLATE "C"
public.organizations.code_scope_id uuid NOT NULL
public.organizations.domain text
public.organizations.business_email text
public.organizations.phone text
public.organizations.phone_extension text
public.organizations.website text
public.organizations.subscription_id text
public.organizations.location_name text
public.organizations.country text COLLATE "C"
public.organizations.region text
public.organizations.state text COLLATE "C"
public.organizations.district text
public.organizations.city text
public.organizations.postal_code text
public.organizations.landmark text
public.organizations.line1 text
public.organizations.line2 text
public.organizations.billing_profile_name text
public.organizations.bill_to text
public.organizations.billing_same_as_company boolean NOT NULL DEFAULT false
public.organizations.billing_country text
public.organizations.billing_state text
public.organizations.billing_city text
public.organizations.billing_postal_code text
public.organizations.billing_line1 text
public.organizations.billing_line2 text
public.organizations.plan_kind text NOT NULL DEFAULT 'purchased'::text
public.organizations.trial_licenses integer
public.organizations.plan_expires_on date
public.organizations.customer_type_id uuid
public.organizations.partner_subscription_id uuid
public.organizations.created_at timestamp with time zone NOT NULL
public.organizations.updated_at timestamp with time zone NOT NULL
public.organizations.status_since timestamp with time zone
public.organizations.archived_until timestamp with time zone
public.organizations.account_manager_email text
public.organizations.merged_into_id uuid
public.organizations.license_mode text NOT NULL DEFAULT 'unlimited'::text
public.organizations.license_basis text NOT NULL DEFAULT 'peak'::text
public.organizations.trial_set_at timestamp with time zone
public.outbox.provider_id uuid NOT NULL
public.outbox.id uuid NOT NULL
public.outbox.organization_id uuid NOT NULL
public.outbox.event text NOT NULL
public.outbox.version integer NOT NULL
public.outbox.payload jsonb NOT NULL
public.outbox.created_at timestamp with time zone NOT NULL
public.providers.provider_id uuid NOT NULL
public.providers.created_at timestamp with time zone NOT NULL
public.recent_customers.provider_id uuid NOT NULL
public.recent_customers.membership_id uuid NOT NULL
public.recent_customers.organization_id uuid NOT NULL
public.recent_customers.opened_at timestamp with time zone NOT NULL
public.roles.provider_id uuid NOT NULL
public.roles.id uuid NOT NULL
public.roles.organization_id uuid NOT NULL
public.roles.key text
public.roles.name text NOT NULL
public.roles.permissions text[] NOT NULL
public.roles.license_type text NOT NULL DEFAULT 'users'::text
public.sales_representatives.provider_id uuid NOT NULL
public.sales_representatives.organization_id uuid NOT NULL
public.sales_representatives."position" integer NOT NULL
public.sales_representatives.name text NOT NULL
public.sales_representatives.email text NOT NULL
public.sales_representatives.phone text
public.sales_representatives.membership_id uuid
public.saved_views.provider_id uuid NOT NULL
public.saved_views.id uuid NOT NULL
public.saved_views.membership_id uuid
public.saved_views.organization_id uuid
public.saved_views.author_id uuid
public.saved_views.list text COLLATE "C" NOT NULL
public.saved_views.version integer NOT NULL DEFAULT 1
public.saved_views.name text NOT NULL
public.saved_views.name_key text COLLATE "C" NOT NULL
public.saved_views.search text NOT NULL
public.saved_views.created_at timestamp with time zone NOT NULL
public.saved_views.updated_at timestamp with time zone NOT NULL
public.seen_devices.provider_id uuid NOT NULL
public.seen_devices.id uuid NOT NULL
public.seen_devices.organization_id uuid NOT NULL
public.seen_devices.entity_id uuid
public.seen_devices.enrollment_key text COLLATE "C" NOT NULL
public.seen_devices.name text NOT NULL
public.seen_devices.name_key text COLLATE "C" NOT NULL
public.seen_devices.class text NOT NULL
public.seen_devices.serial_number text
public.seen_devices.hardware_id text
public.seen_devices.maker text
public.seen_devices.maker_key text COLLATE "C"
public.seen_devices.model text
public.seen_devices.operating_system text
public.seen_devices.ip_addresses text[] NOT NULL
public.seen_devices.mac_addresses text[] NOT NULL
public.seen_devices.reason text NOT NULL
public.seen_devices.first_seen_at timestamp with time zone NOT NULL
public.seen_devices.last_seen_at timestamp with time zone NOT NULL
public.seen_devices.token_id uuid
public.tags.provider_id uuid NOT NULL
public.tags.id uuid NOT NULL
public.tags.organization_id uuid NOT NULL
public.tags.version integer NOT NULL DEFAULT 1
public.tags.name text NOT NULL
public.tags.name_key text COLLATE "C" NOT NULL
public.tags.color text COLLATE "C" NOT NULL
public.tags.created_at timestamp with time zone NOT NULL
public.tags.updated_at timestamp with time zone NOT NULL

-- Constraints
auth.accounts accounts_email UNIQUE (email)
auth.accounts accounts_pkey PRIMARY KEY (id)
auth.attempts attempts_pkey PRIMARY KEY (key)
auth.credentials credentials_account FOREIGN KEY (account_id) REFERENCES auth.accounts(id) ON DELETE CASCADE
auth.credentials credentials_once UNIQUE (kind, subject)
auth.credentials credentials_password CHECK (((kind <> 'credential'::text) OR (password ~~ '$argon2id$%'::text)))
auth.credentials credentials_pkey PRIMARY KEY (id)
auth.events events_pkey PRIMARY KEY (id)
auth.handed_events handed_events_pkey PRIMARY KEY (id)
auth.sessions sessions_account FOREIGN KEY (account_id) REFERENCES auth.accounts(id) ON DELETE CASCADE
auth.sessions sessions_active CHECK (((active_provider_id IS NULL) = (active_membership_id IS NULL)))
auth.sessions sessions_pkey PRIMARY KEY (id)
auth.sessions sessions_token UNIQUE (token_hash)
auth.sessions sessions_token_hashed CHECK ((token_hash ~ '^[0-9a-f]{64}$'::text))
auth.verifications verifications_account FOREIGN KEY (account_id) REFERENCES auth.accounts(id) ON DELETE CASCADE
auth.verifications verifications_pkey PRIMARY KEY (id)
public.api_keys api_keys_created_by FOREIGN KEY (provider_id, created_by_key_id) REFERENCES api_keys(provider_id, id) ON DELETE CASCADE
public.api_keys api_keys_hash UNIQUE (provider_id, key_hash)
public.api_keys api_keys_membership FOREIGN KEY (provider_id, membership_id) REFERENCES memberships(provider_id, id) ON DELETE CASCADE
public.api_keys api_keys_pkey PRIMARY KEY (provider_id, id)
public.audit_events audit_events_actor CHECK ((actor_kind = ANY (ARRAY['user'::text, 'api_key'::text, 'system'::text])))
public.audit_events audit_events_key CHECK (((actor_api_key_id IS NULL) = (actor_api_key_name IS NULL)))
public.audit_events audit_events_pkey PRIMARY KEY (provider_id, occurred_at, id)
public.audit_events_default audit_events_actor CHECK ((actor_kind = ANY (ARRAY['user'::text, 'api_key'::text, 'system'::text])))
public.audit_events_default audit_events_default_pkey PRIMARY KEY (provider_id, occurred_at, id)
public.audit_events_default audit_events_key CHECK (((actor_api_key_id IS NULL) = (actor_api_key_name IS NULL)))
public.audit_payloads audit_payloads_pkey PRIMARY KEY (provider_id, audit_event_id)
public.audit_seals audit_seals_once UNIQUE (provider_id, audit_event_id)
public.audit_seals audit_seals_pkey PRIMARY KEY (provider_id, number)
public.bulk_change_items bulk_change_items_change FOREIGN KEY (provider_id, bulk_change_id) REFERENCES bulk_changes(provider_id, id) ON DELETE CASCADE
public.bulk_change_items bulk_change_items_pkey PRIMARY KEY (provider_id, bulk_change_id, object_id)
public.bulk_changes bulk_changes_membership FOREIGN KEY (provider_id, membership_id) REFERENCES memberships(provider_id, id) ON DELETE CASCADE
public.bulk_changes bulk_changes_pkey PRIMARY KEY (provider_id, id)
public.contacts contacts_kind CHECK (((kind = ANY (ARRAY['primary'::text, 'billing'::text, 'other'::text])) AND ((kind = 'other'::text) OR (role IS NULL))))
public.contacts contacts_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations(provider_id, id)
public.contacts contacts_pkey PRIMARY KEY (provider_id, id)
public.contacts contacts_somebody CHECK ((num_nonnulls(first_name, last_name, email) > 0))
public.customer_drafts customer_drafts_at_most_64_kb CHECK ((octet_length(("values")::text) <= 65536))
public.customer_drafts customer_drafts_membership FOREIGN KEY (provider_id, membership_id) REFERENCES memberships(provider_id, id) ON DELETE CASCADE
public.customer_drafts customer_drafts_parent FOREIGN KEY (provider_id, parent_id) REFERENCES organizations(provider_id, id) ON DELETE CASCADE
public.customer_drafts customer_drafts_pkey PRIMARY KEY (provider_id, id)
public.customer_form_settings customer_form_settings_of_the_provider CHECK ((organization_id = provider_id))
public.customer_form_settings customer_form_settings_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations(provider_id, id)
public.customer_form_settings customer_form_settings_pkey PRIMARY KEY (provider_id, organization_id)
public.customer_templates customer_templates_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations(provider_id, id)
public.customer_templates customer_templates_pkey PRIMARY KEY (provider_id, id)
public.default_views default_views_membership FOREIGN KEY (provider_id, membership_id) REFERENCES memberships(provider_id, id) ON DELETE CASCADE
public.default_views default_views_pkey PRIMARY KEY (provider_id, membership_id, list)
public.default_views default_views_view FOREIGN KEY (provider_id, view_id) REFERENCES saved_views(provider_id, id) ON DELETE CASCADE
public.device_classes device_classes_code CHECK ((code ~ '^[a-z][a-z0-9_]{0,49}$'::text))
public.device_classes device_classes_icon CHECK ((is_built_in = (icon IS NULL)))
public.device_classes device_classes_pkey PRIMARY KEY (provider_id, code)
public.device_classes device_classes_provider FOREIGN KEY (provider_id) REFERENCES providers(provider_id)
public.device_tags device_tags_device FOREIGN KEY (provider_id, device_id, organization_id) REFERENCES devices(provider_id, id, organization_id) ON UPDATE CASCADE ON DELETE CASCADE
public.device_tags device_tags_pkey PRIMARY KEY (provider_id, device_id, tag_id)
public.device_tags device_tags_tag FOREIGN KEY (provider_id, tag_id, house_id) REFERENCES tags(provider_id, id, organization_id) ON DELETE CASCADE
public.devices devices_entity FOREIGN KEY (provider_id, organization_id, entity_id) REFERENCES entities(provider_id, organization_id, id)
public.devices devices_of_home UNIQUE (provider_id, id, organization_id)
public.devices devices_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations(provider_id, id)
public.devices devices_pkey PRIMARY KEY (provider_id, id)
public.devices devices_status CHECK ((status = ANY (ARRAY['in_use'::text, 'in_stock'::text, 'in_repair'::text, 'missing'::text, 'retired'::text])))
public.devices devices_user FOREIGN KEY (provider_id, user_id) REFERENCES memberships(provider_id, id) ON DELETE SET NULL (user_id)
public.enrollment_tokens enrollment_tokens_devices CHECK (((devices >= 0) AND (most_devices > 0)))
public.enrollment_tokens enrollment_tokens_entity FOREIGN KEY (provider_id, entity_id) REFERENCES entities(provider_id, id) ON DELETE SET NULL (entity_id)
public.enrollment_tokens enrollment_tokens_hash UNIQUE (provider_id, token_hash)
public.enrollment_tokens enrollment_tokens_license CHECK ((license = ANY (ARRAY['take'::text, 'wait'::text])))
public.enrollment_tokens enrollment_tokens_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations(provider_id, id)
public.enrollment_tokens enrollment_tokens_pkey PRIMARY KEY (provider_id, id)
public.entities entities_devices_not_negative CHECK ((devices >= 0))
public.entities entities_kind CHECK ((kind = ANY (ARRAY['branch'::text, 'department'::text, 'region'::text, 'business_unit'::text, 'other'::text])))
public.entities entities_of_organization UNIQUE (provider_id, organization_id, id)
public.entities entities_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations(provider_id, id)
public.entities entities_pkey PRIMARY KEY (provider_id, id)
public.entity_tags entity_tags_entity FOREIGN KEY (provider_id, organization_id, entity_id) REFERENCES entities(provider_id, organization_id, id) ON UPDATE CASCADE ON DELETE CASCADE
public.entity_tags entity_tags_pkey PRIMARY KEY (provider_id, entity_id, tag_id)
public.entity_tags entity_tags_tag FOREIGN KEY (provider_id, tag_id, house_id) REFERENCES tags(provider_id, id, organization_id) ON DELETE CASCADE
public.external_ids external_ids_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations(provider_id, id)
public.external_ids external_ids_pkey PRIMARY KEY (provider_id, organization_id, system_key, value_key)
public.favourite_customers favourite_customers_membership FOREIGN KEY (provider_id, membership_id) REFERENCES memberships(provider_id, id) ON DELETE CASCADE
public.favourite_customers favourite_customers_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations(provider_id, id) ON DELETE CASCADE
public.favourite_customers favourite_customers_pkey PRIMARY KEY (provider_id, membership_id, organization_id)
public.former_accounts former_accounts_account FOREIGN KEY (provider_id, account_id) REFERENCES organizations(provider_id, id) ON DELETE SET NULL (account_id)
public.former_accounts former_accounts_numbers CHECK (((first_number >= 1) AND (first_number <= last_number)))
public.former_accounts former_accounts_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations(provider_id, id)
public.former_accounts former_accounts_pkey PRIMARY KEY (provider_id, organization_id, type, last_number)
public.idempotency_keys idempotency_keys_object CHECK (((object_table IS NULL) = (object_id IS NULL)))
public.idempotency_keys idempotency_keys_pkey PRIMARY KEY (provider_id, membership_id, operation, key)
public.import_changes import_changes_import FOREIGN KEY (provider_id, import_id) REFERENCES imports(provider_id, id) ON DELETE CASCADE
public.import_changes import_changes_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations(provider_id, id)
public.import_changes import_changes_pkey PRIMARY KEY (provider_id, import_id, row_number, place)
public.import_matchings import_matchings_house FOREIGN KEY (provider_id, house_id) REFERENCES organizations(provider_id, id) ON DELETE CASCADE
public.import_matchings import_matchings_pkey PRIMARY KEY (provider_id, house_id, kind, headers_hash)
public.import_problems import_problems_import FOREIGN KEY (provider_id, import_id) REFERENCES imports(provider_id, id) ON DELETE CASCADE
public.import_problems import_problems_membership FOREIGN KEY (provider_id, membership_id) REFERENCES memberships(provider_id, id) ON DELETE CASCADE
public.import_problems import_problems_pkey PRIMARY KEY (provider_id, import_id, row_number, place)
public.import_rows import_rows_import FOREIGN KEY (provider_id, import_id) REFERENCES imports(provider_id, id) ON DELETE CASCADE
public.import_rows import_rows_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations(provider_id, id)
public.import_rows import_rows_pkey PRIMARY KEY (provider_id, import_id, row_number)
public.imports imports_kind CHECK ((kind = ANY (ARRAY['customers'::text, 'entities'::text, 'contacts'::text, 'devices'::text])))
public.imports imports_membership FOREIGN KEY (provider_id, membership_id) REFERENCES memberships(provider_id, id) ON DELETE CASCADE
public.imports imports_parent FOREIGN KEY (provider_id, parent_id) REFERENCES organizations(provider_id, id) ON DELETE CASCADE
public.imports imports_pkey PRIMARY KEY (provider_id, id)
public.imports imports_state CHECK ((state = ANY (ARRAY['analysed'::text, 'checking'::text, 'checked'::text, 'running'::text, 'finished'::text, 'cancelled'::text, 'stopped'::text, 'undoing'::text, 'undone'::text])))
public.invitation_requests invitation_requests_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations(provider_id, id)
public.invitation_requests invitation_requests_pkey PRIMARY KEY (provider_id, organization_id, login_hash)
public.invitations invitations_issued CHECK ((((token_hash IS NULL) = (expires_at IS NULL)) AND ((issued_at IS NULL) OR (token_hash IS NOT NULL))))
public.invitations invitations_membership FOREIGN KEY (provider_id, membership_id) REFERENCES memberships(provider_id, id) ON DELETE CASCADE
public.invitations invitations_once UNIQUE (provider_id, membership_id)
public.invitations invitations_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations(provider_id, id)
public.invitations invitations_pkey PRIMARY KEY (provider_id, id)
public.invitations invitations_token UNIQUE (provider_id, token_hash)
public.invitations invitations_token_hashed CHECK ((octet_length(token_hash) = 32))
public.license_alert_settings license_alert_settings_audience CHECK ((audience = ANY (ARRAY['own'::text, 'below'::text])))
public.license_alert_settings license_alert_settings_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations(provider_id, id)
public.license_alert_settings license_alert_settings_pkey PRIMARY KEY (provider_id, organization_id, audience)
public.license_alert_settings license_alert_settings_threshold CHECK (((threshold >= 1) AND (threshold <= 100)))
public.license_alerts license_alerts_level CHECK ((level = ANY (ARRAY['threshold'::text, 'full'::text])))
public.license_alerts license_alerts_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations(provider_id, id)
public.license_alerts license_alerts_pkey PRIMARY KEY (provider_id, id)
public.license_counters license_counters_not_negative CHECK (((used >= 0) AND (demand >= used) AND (allocated >= 0) AND (reserved >= allocated) AND (demand >= reserved) AND (limit_count >= 0) AND (overage >= 0) AND (excess >= 0)))
public.license_counters license_counters_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations(provider_id, id)
public.license_counters license_counters_pkey PRIMARY KEY (provider_id, organization_id, type)
public.license_counters license_counters_within_capacity CHECK ((demand <= ((limit_count + overage) + excess)))
public.license_ledger license_ledger_kind CHECK ((kind = ANY (ARRAY['opening'::text, 'take'::text, 'give'::text, 'limit'::text])))
public.license_ledger license_ledger_number UNIQUE (provider_id, organization_id, type, number)
public.license_ledger license_ledger_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations(provider_id, id)
public.license_ledger license_ledger_pkey PRIMARY KEY (provider_id, id)
public.license_ledger license_ledger_used CHECK ((used_after >= 0))
public.license_months license_months_basis CHECK ((basis = ANY (ARRAY['peak'::text, 'month_end'::text, 'allocated'::text])))
public.license_months license_months_month CHECK ((EXTRACT(day FROM month) = (1)::numeric))
public.license_months license_months_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations(provider_id, id)
public.license_months license_months_pkey PRIMARY KEY (provider_id, organization_id, month)
public.license_purchases license_purchases_cost CHECK (((cost_minor >= 0) AND ((cost_minor IS NULL) = (currency IS NULL))))
public.license_purchases license_purchases_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations(provider_id, id)
public.license_purchases license_purchases_pkey PRIMARY KEY (provider_id, id)
public.license_purchases license_purchases_quantity CHECK ((quantity > 0))
public.license_purchases license_purchases_term CHECK ((ends_on >= starts_on))
public.license_purchases license_purchases_type FOREIGN KEY (provider_id, type) REFERENCES license_types(provider_id, code)
public.license_rules license_rules_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations(provider_id, id)
public.license_rules license_rules_pkey PRIMARY KEY (provider_id, id)
public.license_types license_types_code CHECK (((code ~ '^[a-z][a-z0-9_]{0,49}$'::text) AND (code <> 'trial_devices'::text)))
public.license_types license_types_pkey PRIMARY KEY (provider_id, code)
public.license_types license_types_provider FOREIGN KEY (provider_id) REFERENCES providers(provider_id)
public.mail_settings mail_settings_of_provider CHECK ((organization_id = provider_id))
public.mail_settings mail_settings_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations(provider_id, id)
public.mail_settings mail_settings_pkey PRIMARY KEY (provider_id, organization_id)
public.mail_settings mail_settings_port CHECK (((port >= 1) AND (port <= 65535)))
public.mail_settings mail_settings_security CHECK ((security = ANY (ARRAY['none'::text, 'starttls'::text, 'tls'::text])))
public.mails mails_due CHECK (((due_at IS NOT NULL) = (state = ANY (ARRAY['queued'::text, 'sending'::text]))))
public.mails mails_key UNIQUE (provider_id, key)
public.mails mails_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations(provider_id, id)
public.mails mails_pkey PRIMARY KEY (provider_id, id)
public.mails mails_sent CHECK (((sent_at IS NOT NULL) = (state = 'sent'::text)))
public.mails mails_sent_by CHECK ((sent_by = ANY (ARRAY['smtp'::text, 'disk'::text])))
public.mails mails_state CHECK ((state = ANY (ARRAY['queued'::text, 'sending'::text, 'sent'::text, 'outbox'::text, 'failed'::text, 'bounced'::text])))
public.membership_assignments membership_assignments_membership FOREIGN KEY (provider_id, membership_id) REFERENCES memberships(provider_id, id) ON DELETE CASCADE
public.membership_assignments membership_assignments_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations(provider_id, id) DEFERRABLE INITIALLY DEFERRED
public.membership_assignments membership_assignments_pkey PRIMARY KEY (provider_id, membership_id, organization_id)
public.membership_entities membership_entities_entity FOREIGN KEY (provider_id, entity_id) REFERENCES entities(provider_id, id) ON DELETE CASCADE
public.membership_entities membership_entities_membership FOREIGN KEY (provider_id, membership_id) REFERENCES memberships(provider_id, id) ON DELETE CASCADE
public.membership_entities membership_entities_pkey PRIMARY KEY (provider_id, membership_id, entity_id)
public.membership_organizations membership_organizations_membership FOREIGN KEY (provider_id, membership_id) REFERENCES memberships(provider_id, id) ON DELETE CASCADE
public.membership_organizations membership_organizations_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations(provider_id, id) DEFERRABLE INITIALLY DEFERRED
public.membership_organizations membership_organizations_pkey PRIMARY KEY (provider_id, membership_id, organization_id)
public.memberships memberships_once UNIQUE (provider_id, account_id, organization_id)
public.memberships memberships_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations(provider_id, id)
public.memberships memberships_pkey PRIMARY KEY (provider_id, id)
public.memberships memberships_reach CHECK ((reach = ANY (ARRAY['all'::text, 'subtree'::text, 'selected'::text, 'entities'::text])))
public.memberships memberships_role FOREIGN KEY (provider_id, role_id) REFERENCES roles(provider_id, id)
public.memberships memberships_status CHECK ((status = ANY (ARRAY['pending'::text, 'active'::text, 'deactivated'::text])))
public.memberships memberships_whole_provider CHECK (((reach <> 'all'::text) OR (organization_id = provider_id)))
public.moved_devices moved_devices_device FOREIGN KEY (provider_id, device_id) REFERENCES devices(provider_id, id) ON DELETE CASCADE
public.moved_devices moved_devices_entity FOREIGN KEY (provider_id, entity_id) REFERENCES entities(provider_id, id) ON DELETE SET NULL (entity_id)
public.moved_devices moved_devices_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations(provider_id, id)
public.moved_devices moved_devices_pkey PRIMARY KEY (provider_id, organization_id, device_id)
public.notes notes_author FOREIGN KEY (provider_id, author_membership_id) REFERENCES memberships(provider_id, id) ON DELETE SET NULL (author_membership_id)
public.notes notes_length CHECK (((char_length(body) >= 1) AND (char_length(body) <= 10000)))
public.notes notes_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations(provider_id, id)
public.notes notes_pkey PRIMARY KEY (provider_id, id)
public.notices notices_key UNIQUE (provider_id, key)
public.notices notices_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations(provider_id, id)
public.notices notices_pkey PRIMARY KEY (provider_id, id)
public.notices notices_to CHECK (((to_memberships IS NULL) <> (to_permission IS NULL)))
public.notification_settings notification_settings_membership FOREIGN KEY (provider_id, membership_id) REFERENCES memberships(provider_id, id) ON DELETE CASCADE
public.notification_settings notification_settings_pkey PRIMARY KEY (provider_id, membership_id, kind)
public.notifications notifications_membership FOREIGN KEY (provider_id, membership_id) REFERENCES memberships(provider_id, id) ON DELETE CASCADE
public.notifications notifications_notice FOREIGN KEY (provider_id, notice_id) REFERENCES notices(provider_id, id) ON DELETE CASCADE
public.notifications notifications_pkey PRIMARY KEY (provider_id, membership_id, notice_id)
public.onboarding_items onboarding_items_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations(provider_id, id)
public.onboarding_items onboarding_items_pkey PRIMARY KEY (provider_id, organization_id, key)
public.onboarding_items onboarding_items_state CHECK ((state = ANY (ARRAY['open'::text, 'done'::text, 'not_needed'::text])))
public.organization_closure organization_closure_ancestor FOREIGN KEY (provider_id, ancestor_id) REFERENCES organizations(provider_id, id) DEFERRABLE INITIALLY DEFERRED
public.organization_closure organization_closure_descendant FOREIGN KEY (provider_id, descendant_id) REFERENCES organizations(provider_id, id) DEFERRABLE INITIALLY DEFERRED
public.organization_closure organization_closure_pkey PRIMARY KEY (provider_id, ancestor_id, descendant_id)
public.organization_counters organization_counters_not_negative CHECK (((devices >= 0) AND (users >= 0) AND (entities >= 0)))
public.organization_counters organization_counters_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations(provider_id, id)
public.organization_counters organization_counters_parent_key CHECK (((parent_key IS NOT NULL) OR (organization_id = provider_id)))
public.organization_counters organization_counters_pkey PRIMARY KEY (provider_id, organization_id)
public.organization_settings organization_settings_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations(provider_id, id)
public.organization_settings organization_settings_pkey PRIMARY KEY (provider_id, organization_id, name)
public.organization_tags organization_tags_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations(provider_id, id)
public.organization_tags organization_tags_pkey PRIMARY KEY (provider_id, organization_id, tag_id)
public.organization_tags organization_tags_tag FOREIGN KEY (provider_id, tag_id, house_id) REFERENCES tags(provider_id, id, organization_id) ON DELETE CASCADE
public.organizations organizations_license_basis CHECK (((license_basis = ANY (ARRAY['peak'::text, 'month_end'::text, 'allocated'::text])) AND ((license_basis <> 'allocated'::text) OR (license_mode = 'allocated'::text))))
public.organizations organizations_license_mode CHECK ((license_mode = ANY (ARRAY['unlimited'::text, 'allocated'::text])))
public.organizations organizations_merged CHECK (((merged_into_id IS NULL) OR ((merged_into_id <> id) AND (status = 'archived'::text) AND (archived_until IS NULL))))
public.organizations organizations_merged_into FOREIGN KEY (provider_id, merged_into_id) REFERENCES organizations(provider_id, id)
public.organizations organizations_parent FOREIGN KEY (provider_id, parent_id) REFERENCES organizations(provider_id, id)
public.organizations organizations_pkey PRIMARY KEY (provider_id, id)
public.organizations organizations_plan CHECK (
CASE plan_kind
    WHEN 'trial'::text THEN ((trial_licenses IS NOT NULL) AND (plan_expires_on IS NOT NULL))
    WHEN 'purchased'::text THEN ((trial_licenses IS NULL) AND (plan_expires_on IS NULL))
    ELSE false
END)
public.organizations organizations_provider FOREIGN KEY (provider_id) REFERENCES providers(provider_id)
public.organizations organizations_root CHECK ((((type = 'provider'::text) = (parent_id IS NULL)) AND ((type = 'provider'::text) = (code IS NULL))))
public.organizations organizations_root_id CHECK (((type = 'provider'::text) = (id = provider_id)))
public.organizations organizations_status CHECK ((status = ANY (ARRAY['active'::text, 'disabled'::text, 'suspended'::text, 'offboarding'::text, 'archived'::text])))
public.organizations organizations_type CHECK ((type = ANY (ARRAY['provider'::text, 'partner'::text, 'customer'::text, 'enterprise'::text, 'division'::text])))
public.outbox outbox_pkey PRIMARY KEY (provider_id, id)
public.providers providers_pkey PRIMARY KEY (provider_id)
public.recent_customers recent_customers_membership FOREIGN KEY (provider_id, membership_id) REFERENCES memberships(provider_id, id) ON DELETE CASCADE
public.recent_customers recent_customers_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations(provider_id, id) ON DELETE CASCADE
public.recent_customers recent_customers_pkey PRIMARY KEY (provider_id, membership_id, organization_id)
public.roles roles_key UNIQUE (provider_id, key)
public.roles roles_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations(provider_id, id)
public.roles roles_pkey PRIMARY KEY (provider_id, id)
public.sales_representatives sales_representatives_at_most_three CHECK ((("position" >= 1) AND ("position" <= 3)))
public.sales_representatives sales_representatives_membership FOREIGN KEY (provider_id, membership_id) REFERENCES memberships(provider_id, id) ON DELETE SET NULL (membership_id)
public.sales_representatives sales_representatives_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations(provider_id, id)
public.sales_representatives sales_representatives_pkey PRIMARY KEY (provider_id, organization_id, "position")
public.saved_views saved_views_author FOREIGN KEY (provider_id, author_id) REFERENCES memberships(provider_id, id) ON DELETE SET NULL (author_id)
public.saved_views saved_views_membership FOREIGN KEY (provider_id, membership_id) REFERENCES memberships(provider_id, id) ON DELETE CASCADE
public.saved_views saved_views_of_one CHECK (((membership_id IS NULL) <> (organization_id IS NULL)))
public.saved_views saved_views_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations(provider_id, id)
public.saved_views saved_views_pkey PRIMARY KEY (provider_id, id)
public.seen_devices seen_devices_entity FOREIGN KEY (provider_id, entity_id) REFERENCES entities(provider_id, id) ON DELETE SET NULL (entity_id)
public.seen_devices seen_devices_once UNIQUE (provider_id, organization_id, enrollment_key)
public.seen_devices seen_devices_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations(provider_id, id)
public.seen_devices seen_devices_pkey PRIMARY KEY (provider_id, id)
public.seen_devices seen_devices_token FOREIGN KEY (provider_id, token_id) REFERENCES enrollment_tokens(provider_id, id) ON DELETE SET NULL (token_id)
public.tags tags_of_house UNIQUE (provider_id, id, organization_id)
public.tags tags_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations(provider_id, id)
public.tags tags_pkey PRIMARY KEY (provider_id, id)

-- Indexes
CREATE INDEX api_keys_by_creator ON public.api_keys USING btree (provider_id, created_by_key_id)
CREATE INDEX api_keys_by_membership ON public.api_keys USING btree (provider_id, membership_id)
CREATE INDEX attempts_by_end ON auth.attempts USING btree (window_ends_at)
CREATE INDEX audit_events_by_object ON ONLY public.audit_events USING btree (provider_id, object_id, occurred_at)
CREATE INDEX audit_events_by_organization ON ONLY public.audit_events USING btree (provider_id, organization_id, occurred_at, id)
CREATE INDEX audit_events_default_provider_id_object_id_occurred_at_idx ON public.audit_events_default USING btree (provider_id, object_id, occurred_at)
CREATE INDEX audit_events_default_provider_id_organization_id_occurred_a_idx ON public.audit_events_default USING btree (provider_id, organization_id, occurred_at, id)
CREATE INDEX audit_payloads_by_organization ON public.audit_payloads USING btree (provider_id, organization_id)
CREATE INDEX bulk_change_items_by_state ON public.bulk_change_items USING btree (provider_id, bulk_change_id, state, place)
CREATE INDEX bulk_change_items_of_organization ON public.bulk_change_items USING btree (provider_id, organization_id)
CREATE INDEX bulk_changes_by_age ON public.bulk_changes USING btree (created_at)
CREATE INDEX bulk_changes_of_membership ON public.bulk_changes USING btree (provider_id, membership_id, created_at, id)
CREATE INDEX contacts_by_organization ON public.contacts USING btree (provider_id, organization_id, "position")
CREATE INDEX credentials_by_account ON auth.credentials USING btree (account_id)
CREATE INDEX customer_drafts_by_age ON public.customer_drafts USING btree (updated_at)
CREATE INDEX customer_drafts_by_parent ON public.customer_drafts USING btree (provider_id, parent_id)
CREATE INDEX customer_drafts_of_membership ON public.customer_drafts USING btree (provider_id, membership_id, updated_at)
CREATE INDEX default_views_by_view ON public.default_views USING btree (provider_id, view_id)
CREATE INDEX device_tags_by_tag ON public.device_tags USING btree (provider_id, tag_id, house_id, organization_id, device_id)
CREATE INDEX device_tags_of_organization ON public.device_tags USING btree (provider_id, organization_id, device_id)
CREATE INDEX devices_by_class ON public.devices USING btree (provider_id, class, id)
CREATE INDEX devices_by_created ON public.devices USING btree (provider_id, created_at, id)
CREATE INDEX devices_by_entity ON public.devices USING btree (provider_id, entity_id, organization_id)
CREATE INDEX devices_by_maker ON public.devices USING btree (provider_id, maker_key, id)
CREATE INDEX devices_by_model ON public.devices USING btree (provider_id, model_key, id)
CREATE INDEX devices_by_name ON public.devices USING btree (provider_id, name_key, id)
CREATE INDEX devices_by_operating_system ON public.devices USING btree (provider_id, operating_system_key, id)
CREATE INDEX devices_by_organization ON public.devices USING btree (provider_id, organization_id, name_key, id)
CREATE INDEX devices_by_serial ON public.devices USING btree (provider_id, serial_key, id)
CREATE INDEX devices_by_status ON public.devices USING btree (provider_id, status, id)
CREATE INDEX devices_by_updated ON public.devices USING btree (provider_id, updated_at, id)
CREATE INDEX devices_by_user ON public.devices USING btree (provider_id, user_id) WHERE (user_id IS NOT NULL)
CREATE INDEX devices_by_warranty ON public.devices USING btree (provider_id, warranty_ends_on, id)
CREATE INDEX devices_name_trigrams ON public.devices USING gin (name_key gin_trgm_ops)
CREATE INDEX devices_of_organization_by_serial ON public.devices USING btree (provider_id, organization_id, serial_key)
CREATE INDEX devices_serial_trigrams ON public.devices USING gin (serial_key gin_trgm_ops)
CREATE INDEX enrollment_tokens_of_entity ON public.enrollment_tokens USING btree (provider_id, entity_id)
CREATE INDEX enrollment_tokens_of_organization ON public.enrollment_tokens USING btree (provider_id, organization_id, created_at)
CREATE INDEX entities_by_created ON public.entities USING btree (provider_id, organization_id, created_at, id)
CREATE INDEX entities_by_devices ON public.entities USING btree (provider_id, organization_id, devices, id)
CREATE INDEX entities_by_name ON public.entities USING btree (provider_id, name_key, id)
CREATE INDEX entities_code_trigrams ON public.entities USING gin (code_key gin_trgm_ops)
CREATE INDEX entities_name_trigrams ON public.entities USING gin (name_key gin_trgm_ops)
CREATE INDEX entity_tags_by_tag ON public.entity_tags USING btree (provider_id, tag_id, house_id, organization_id, entity_id)
CREATE INDEX entity_tags_of_organization ON public.entity_tags USING btree (provider_id, organization_id, entity_id)
CREATE INDEX events_by_account ON auth.events USING btree (account_id, id)
CREATE INDEX external_ids_by_value ON public.external_ids USING btree (provider_id, value_key, system_key)
CREATE INDEX favourite_customers_by_organization ON public.favourite_customers USING btree (provider_id, organization_id)
CREATE INDEX former_accounts_by_account ON public.former_accounts USING btree (provider_id, account_id, left_at)
CREATE INDEX handed_events_by_provider ON auth.handed_events USING btree (provider_id, id)
CREATE INDEX idempotency_keys_by_age ON public.idempotency_keys USING btree (created_at)
CREATE INDEX import_changes_by_organization ON public.import_changes USING btree (provider_id, organization_id)
CREATE INDEX import_matchings_by_age ON public.import_matchings USING btree (updated_at)
CREATE INDEX import_problems_of_membership ON public.import_problems USING btree (provider_id, membership_id)
CREATE INDEX import_rows_by_organization ON public.import_rows USING btree (provider_id, organization_id)
CREATE INDEX imports_by_age ON public.imports USING btree (updated_at)
CREATE INDEX imports_by_parent ON public.imports USING btree (provider_id, parent_id)
CREATE INDEX imports_of_membership ON public.imports USING btree (provider_id, membership_id, id)
CREATE INDEX invitations_by_organization ON public.invitations USING btree (provider_id, organization_id)
CREATE INDEX invitations_due ON public.invitations USING btree (send_on, requested_at) WHERE ((sent_at IS NULL) AND (accepted_at IS NULL) AND ((send_on IS NOT NULL) OR (requested_at IS NOT NULL)))
CREATE INDEX license_alerts_by_mail ON public.license_alerts USING btree (provider_id, mailed_at)
CREATE INDEX license_alerts_by_organization ON public.license_alerts USING btree (provider_id, organization_id, fired_at DESC, id DESC)
CREATE INDEX license_alerts_unmailed ON public.license_alerts USING btree (provider_id, id) WHERE (mailed_at IS NULL)
CREATE INDEX license_ledger_by_organization ON public.license_ledger USING btree (provider_id, organization_id, happened_at, number, id)
CREATE INDEX license_ledger_by_subject ON public.license_ledger USING btree (provider_id, subject_id)
CREATE INDEX license_ledger_by_time ON public.license_ledger USING btree (provider_id, happened_at, number, id)
CREATE INDEX license_ledger_by_type ON public.license_ledger USING btree (provider_id, organization_id, type, happened_at)
CREATE INDEX license_purchases_by_start ON public.license_purchases USING btree (provider_id, organization_id, starts_on, id)
CREATE INDEX license_purchases_by_type ON public.license_purchases USING btree (provider_id, type, starts_on)
CREATE INDEX license_rules_by_position ON public.license_rules USING btree (provider_id, organization_id, "position")
CREATE INDEX mails_by_age ON public.mails USING btree (created_at) WHERE (due_at IS NULL)
CREATE INDEX mails_by_due ON public.mails USING btree (due_at) WHERE (due_at IS NOT NULL)
CREATE INDEX mails_by_organization ON public.mails USING btree (provider_id, organization_id, created_at)
CREATE INDEX mails_by_time ON public.mails USING btree (provider_id, created_at, id)
CREATE INDEX mails_in_outbox ON public.mails USING btree (provider_id, created_at) WHERE (state = 'outbox'::text)
CREATE INDEX membership_assignments_by_organization ON public.membership_assignments USING btree (provider_id, organization_id)
CREATE INDEX membership_entities_by_entity ON public.membership_entities USING btree (provider_id, entity_id)
CREATE INDEX membership_organizations_by_organization ON public.membership_organizations USING btree (provider_id, organization_id)
CREATE INDEX memberships_by_account ON public.memberships USING btree (account_id)
CREATE INDEX memberships_by_created ON public.memberships USING btree (provider_id, created_at, id)
CREATE INDEX memberships_by_email ON public.memberships USING btree (provider_id, email, id)
CREATE INDEX memberships_by_name ON public.memberships USING btree (provider_id, name_key, id)
CREATE INDEX memberships_by_organization ON public.memberships USING btree (provider_id, organization_id)
CREATE INDEX memberships_by_role ON public.memberships USING btree (provider_id, role_id)
CREATE INDEX memberships_email_trigrams ON public.memberships USING gin (email gin_trgm_ops)
CREATE INDEX memberships_name_trigrams ON public.memberships USING gin (name_key gin_trgm_ops)
CREATE INDEX moved_devices_by_key ON public.moved_devices USING btree (provider_id, organization_id, enrollment_key)
CREATE INDEX moved_devices_by_serial ON public.moved_devices USING btree (provider_id, organization_id, serial_key)
CREATE INDEX moved_devices_of_device ON public.moved_devices USING btree (provider_id, device_id)
CREATE INDEX moved_devices_of_entity ON public.moved_devices USING btree (provider_id, entity_id)
CREATE INDEX notes_by_author ON public.notes USING btree (provider_id, author_membership_id)
CREATE INDEX notes_by_organization ON public.notes USING btree (provider_id, organization_id, pinned, created_at, id)
CREATE INDEX notices_by_age ON public.notices USING btree (created_at)
CREATE INDEX notices_by_organization ON public.notices USING btree (provider_id, organization_id)
CREATE INDEX notifications_by_notice ON public.notifications USING btree (provider_id, notice_id)
CREATE INDEX notifications_by_time ON public.notifications USING btree (provider_id, membership_id, created_at, notice_id)
CREATE INDEX notifications_unread ON public.notifications USING btree (provider_id, membership_id) WHERE (read_at IS NULL)
CREATE INDEX organization_closure_by_descendant ON public.organization_closure USING btree (provider_id, descendant_id, distance)
CREATE INDEX organization_counters_by_devices ON public.organization_counters USING btree (provider_id, devices, organization_id)
CREATE INDEX organization_counters_by_entities ON public.organization_counters USING btree (provider_id, entities, organization_id)
CREATE INDEX organization_counters_by_name ON public.organization_counters USING btree (provider_id, name_key, organization_id) INCLUDE (devices, users, entities)
CREATE INDEX organization_counters_by_parent ON public.organization_counters USING btree (provider_id, parent_key, name_key, organization_id)
CREATE INDEX organization_counters_by_users ON public.organization_counters USING btree (provider_id, users, organization_id)
CREATE INDEX organization_tags_by_tag ON public.organization_tags USING btree (provider_id, tag_id, house_id, organization_id)
CREATE INDEX organizations_by_archive_end ON public.organizations USING btree (provider_id, archived_until, id) WHERE (archived_until IS NOT NULL)
CREATE INDEX organizations_by_code ON public.organizations USING btree (provider_id, code_key, id)
CREATE INDEX organizations_by_country ON public.organizations USING btree (provider_id, country, id) WHERE (merged_into_id IS NULL)
CREATE INDEX organizations_by_created ON public.organizations USING btree (provider_id, created_at, id) WHERE (merged_into_id IS NULL)
CREATE INDEX organizations_by_domain ON public.organizations USING btree (provider_id, domain) WHERE (domain IS NOT NULL)
CREATE INDEX organizations_by_domain_start ON public.organizations USING btree (provider_id, domain COLLATE "C", id) WHERE ((merged_into_id IS NULL) AND (domain IS NOT NULL))
CREATE INDEX organizations_by_merged_into ON public.organizations USING btree (provider_id, merged_into_id) WHERE (merged_into_id IS NOT NULL)
CREATE INDEX organizations_by_name ON public.organizations USING btree (provider_id, name_key, id) INCLUDE (country, status, type) WHERE (merged_into_id IS NULL)
CREATE INDEX organizations_by_name_stem ON public.organizations USING btree (provider_id, search.name_stem(name_key))
CREATE INDEX organizations_by_parent ON public.organizations USING btree (provider_id, parent_id, name_key, id) INCLUDE (status, type, merged_into_id)
CREATE INDEX organizations_by_state ON public.organizations USING btree (provider_id, state, id) WHERE (merged_into_id IS NULL)
CREATE INDEX organizations_by_status ON public.organizations USING btree (provider_id, status, id) WHERE (merged_into_id IS NULL)
CREATE INDEX organizations_by_type ON public.organizations USING btree (provider_id, type, id) WHERE (merged_into_id IS NULL)
CREATE INDEX organizations_by_updated ON public.organizations USING btree (provider_id, updated_at, id) WHERE (merged_into_id IS NULL)
CREATE INDEX organizations_code_trigrams ON public.organizations USING gin (code_key gin_trgm_ops)
CREATE INDEX organizations_name_stem_trigrams ON public.organizations USING gin (search.name_stem(name_key) gin_trgm_ops)
CREATE INDEX organizations_name_trigrams ON public.organizations USING gin (name_key gin_trgm_ops)
CREATE INDEX outbox_by_age ON public.outbox USING btree (id)
CREATE INDEX recent_customers_by_organization ON public.recent_customers USING btree (provider_id, organization_id)
CREATE INDEX roles_by_organization ON public.roles USING btree (provider_id, organization_id)
CREATE INDEX sales_representatives_by_membership ON public.sales_representatives USING btree (provider_id, membership_id)
CREATE INDEX saved_views_by_author ON public.saved_views USING btree (provider_id, author_id)
CREATE INDEX seen_devices_by_name ON public.seen_devices USING btree (provider_id, name_key, id)
CREATE INDEX seen_devices_by_time ON public.seen_devices USING btree (provider_id, last_seen_at, id)
CREATE INDEX seen_devices_in_turn ON public.seen_devices USING btree (provider_id, first_seen_at, id)
CREATE INDEX seen_devices_of_entity ON public.seen_devices USING btree (provider_id, entity_id)
CREATE INDEX seen_devices_of_organization ON public.seen_devices USING btree (provider_id, organization_id, last_seen_at)
CREATE INDEX seen_devices_of_token ON public.seen_devices USING btree (provider_id, token_id)
CREATE INDEX sessions_by_account ON auth.sessions USING btree (account_id)
CREATE INDEX sessions_by_expiry ON auth.sessions USING btree (expires_at)
CREATE INDEX verifications_by_account ON auth.verifications USING btree (account_id)
CREATE INDEX verifications_by_expiry ON auth.verifications USING btree (expires_at)
CREATE INDEX verifications_by_identifier ON auth.verifications USING btree (identifier_hash)
CREATE UNIQUE INDEX accounts_email ON auth.accounts USING btree (email)
CREATE UNIQUE INDEX accounts_email_folded ON auth.accounts USING btree (lower(NORMALIZE(email, NFKC)))
CREATE UNIQUE INDEX accounts_pkey ON auth.accounts USING btree (id)
CREATE UNIQUE INDEX api_keys_hash ON public.api_keys USING btree (provider_id, key_hash)
CREATE UNIQUE INDEX api_keys_pkey ON public.api_keys USING btree (provider_id, id)
CREATE UNIQUE INDEX attempts_pkey ON auth.attempts USING btree (key)
CREATE UNIQUE INDEX audit_events_default_pkey ON public.audit_events_default USING btree (provider_id, occurred_at, id)
CREATE UNIQUE INDEX audit_events_pkey ON ONLY public.audit_events USING btree (provider_id, occurred_at, id)
CREATE UNIQUE INDEX audit_payloads_pkey ON public.audit_payloads USING btree (provider_id, audit_event_id)
CREATE UNIQUE INDEX audit_seals_once ON public.audit_seals USING btree (provider_id, audit_event_id)
CREATE UNIQUE INDEX audit_seals_pkey ON public.audit_seals USING btree (provider_id, number)
CREATE UNIQUE INDEX bulk_change_items_pkey ON public.bulk_change_items USING btree (provider_id, bulk_change_id, object_id)
CREATE UNIQUE INDEX bulk_changes_pkey ON public.bulk_changes USING btree (provider_id, id)
CREATE UNIQUE INDEX contacts_one_of_a_kind ON public.contacts USING btree (provider_id, organization_id, kind) WHERE (kind <> 'other'::text)
CREATE UNIQUE INDEX contacts_pkey ON public.contacts USING btree (provider_id, id)
CREATE UNIQUE INDEX credentials_once ON auth.credentials USING btree (kind, subject)
CREATE UNIQUE INDEX credentials_pkey ON auth.credentials USING btree (id)
CREATE UNIQUE INDEX customer_drafts_pkey ON public.customer_drafts USING btree (provider_id, id)
CREATE UNIQUE INDEX customer_form_settings_pkey ON public.customer_form_settings USING btree (provider_id, organization_id)
CREATE UNIQUE INDEX customer_templates_name ON public.customer_templates USING btree (provider_id, organization_id, name_key)
CREATE UNIQUE INDEX customer_templates_pkey ON public.customer_templates USING btree (provider_id, id)
CREATE UNIQUE INDEX default_views_pkey ON public.default_views USING btree (provider_id, membership_id, list)
CREATE UNIQUE INDEX device_classes_name ON public.device_classes USING btree (provider_id, lower(NORMALIZE(name, NFKC)))
CREATE UNIQUE INDEX device_classes_pkey ON public.device_classes USING btree (provider_id, code)
CREATE UNIQUE INDEX device_tags_pkey ON public.device_tags USING btree (provider_id, device_id, tag_id)
CREATE UNIQUE INDEX devices_enrolled_once ON public.devices USING btree (provider_id, organization_id, enrollment_key)
CREATE UNIQUE INDEX devices_of_home ON public.devices USING btree (provider_id, id, organization_id)
CREATE UNIQUE INDEX devices_pkey ON public.devices USING btree (provider_id, id)
CREATE UNIQUE INDEX enrollment_tokens_hash ON public.enrollment_tokens USING btree (provider_id, token_hash)
CREATE UNIQUE INDEX enrollment_tokens_pkey ON public.enrollment_tokens USING btree (provider_id, id)
CREATE UNIQUE INDEX entities_name ON public.entities USING btree (provider_id, organization_id, name_key)
CREATE UNIQUE INDEX entities_of_organization ON public.entities USING btree (provider_id, organization_id, id)
CREATE UNIQUE INDEX entities_pkey ON public.entities USING btree (provider_id, id)
CREATE UNIQUE INDEX entity_tags_pkey ON public.entity_tags USING btree (provider_id, entity_id, tag_id)
CREATE UNIQUE INDEX events_pkey ON auth.events USING btree (id)
CREATE UNIQUE INDEX external_ids_pkey ON public.external_ids USING btree (provider_id, organization_id, system_key, value_key)
CREATE UNIQUE INDEX favourite_customers_pkey ON public.favourite_customers USING btree (provider_id, membership_id, organization_id)
CREATE UNIQUE INDEX former_accounts_pkey ON public.former_accounts USING btree (provider_id, organization_id, type, last_number)
CREATE UNIQUE INDEX handed_events_pkey ON auth.handed_events USING btree (id)
CREATE UNIQUE INDEX idempotency_keys_pkey ON public.idempotency_keys USING btree (provider_id, membership_id, operation, key)
CREATE UNIQUE INDEX import_changes_pkey ON public.import_changes USING btree (provider_id, import_id, row_number, place)
CREATE UNIQUE INDEX import_matchings_pkey ON public.import_matchings USING btree (provider_id, house_id, kind, headers_hash)
CREATE UNIQUE INDEX import_problems_pkey ON public.import_problems USING btree (provider_id, import_id, row_number, place)
CREATE UNIQUE INDEX import_rows_pkey ON public.import_rows USING btree (provider_id, import_id, row_number)
CREATE UNIQUE INDEX imports_pkey ON public.imports USING btree (provider_id, id)
CREATE UNIQUE INDEX invitation_requests_pkey ON public.invitation_requests USING btree (provider_id, organization_id, login_hash)
CREATE UNIQUE INDEX invitations_once ON public.invitations USING btree (provider_id, membership_id)
CREATE UNIQUE INDEX invitations_pkey ON public.invitations USING btree (provider_id, id)
CREATE UNIQUE INDEX invitations_token ON public.invitations USING btree (provider_id, token_hash)
CREATE UNIQUE INDEX license_alert_settings_pkey ON public.license_alert_settings USING btree (provider_id, organization_id, audience)
CREATE UNIQUE INDEX license_alerts_pkey ON public.license_alerts USING btree (provider_id, id)
CREATE UNIQUE INDEX license_counters_pkey ON public.license_counters USING btree (provider_id, organization_id, type)
CREATE UNIQUE INDEX license_ledger_number ON public.license_ledger USING btree (provider_id, organization_id, type, number)
CREATE UNIQUE INDEX license_ledger_pkey ON public.license_ledger USING btree (provider_id, id)
CREATE UNIQUE INDEX license_months_pkey ON public.license_months USING btree (provider_id, organization_id, month)
CREATE UNIQUE INDEX license_purchases_pkey ON public.license_purchases USING btree (provider_id, id)
CREATE UNIQUE INDEX license_rules_pkey ON public.license_rules USING btree (provider_id, id)
CREATE UNIQUE INDEX license_types_name ON public.license_types USING btree (provider_id, lower(NORMALIZE(name, NFKC)))
CREATE UNIQUE INDEX license_types_pkey ON public.license_types USING btree (provider_id, code)
CREATE UNIQUE INDEX mail_settings_pkey ON public.mail_settings USING btree (provider_id, organization_id)
CREATE UNIQUE INDEX mails_key ON public.mails USING btree (provider_id, key)
CREATE UNIQUE INDEX mails_pkey ON public.mails USING btree (provider_id, id)
CREATE UNIQUE INDEX membership_assignments_pkey ON public.membership_assignments USING btree (provider_id, membership_id, organization_id)
CREATE UNIQUE INDEX membership_entities_pkey ON public.membership_entities USING btree (provider_id, membership_id, entity_id)
CREATE UNIQUE INDEX membership_organizations_pkey ON public.membership_organizations USING btree (provider_id, membership_id, organization_id)
CREATE UNIQUE INDEX memberships_first_administrator ON public.memberships USING btree (provider_id, organization_id) WHERE is_first_administrator
CREATE UNIQUE INDEX memberships_once ON public.memberships USING btree (provider_id, account_id, organization_id)
CREATE UNIQUE INDEX memberships_pkey ON public.memberships USING btree (provider_id, id)
CREATE UNIQUE INDEX moved_devices_pkey ON public.moved_devices USING btree (provider_id, organization_id, device_id)
CREATE UNIQUE INDEX notes_one_pinned ON public.notes USING btree (provider_id, organization_id) WHERE is_pinned
CREATE UNIQUE INDEX notes_pkey ON public.notes USING btree (provider_id, id)
CREATE UNIQUE INDEX notices_key ON public.notices USING btree (provider_id, key)
CREATE UNIQUE INDEX notices_pkey ON public.notices USING btree (provider_id, id)
CREATE UNIQUE INDEX notification_settings_pkey ON public.notification_settings USING btree (provider_id, membership_id, kind)
CREATE UNIQUE INDEX notifications_pkey ON public.notifications USING btree (provider_id, membership_id, notice_id)
CREATE UNIQUE INDEX onboarding_items_pkey ON public.onboarding_items USING btree (provider_id, organization_id, key)
CREATE UNIQUE INDEX organization_closure_pkey ON public.organization_closure USING btree (provider_id, ancestor_id, descendant_id)
CREATE UNIQUE INDEX organization_counters_pkey ON public.organization_counters USING btree (provider_id, organization_id)
CREATE UNIQUE INDEX organization_settings_pkey ON public.organization_settings USING btree (provider_id, organization_id, name)
CREATE UNIQUE INDEX organization_tags_pkey ON public.organization_tags USING btree (provider_id, organization_id, tag_id)
CREATE UNIQUE INDEX organizations_code ON public.organizations USING btree (provider_id, code_scope_id, code_key)
CREATE UNIQUE INDEX organizations_pkey ON public.organizations USING btree (provider_id, id)
CREATE UNIQUE INDEX outbox_pkey ON public.outbox USING btree (provider_id, id)
CREATE UNIQUE INDEX providers_pkey ON public.providers USING btree (provider_id)
CREATE UNIQUE INDEX recent_customers_pkey ON public.recent_customers USING btree (provider_id, membership_id, organization_id)
CREATE UNIQUE INDEX roles_key ON public.roles USING btree (provider_id, key)
CREATE UNIQUE INDEX roles_pkey ON public.roles USING btree (provider_id, id)
CREATE UNIQUE INDEX sales_representatives_pkey ON public.sales_representatives USING btree (provider_id, organization_id, "position")
CREATE UNIQUE INDEX saved_views_name ON public.saved_views USING btree (provider_id, membership_id, list, name_key)
CREATE UNIQUE INDEX saved_views_pkey ON public.saved_views USING btree (provider_id, id)
CREATE UNIQUE INDEX saved_views_shared_name ON public.saved_views USING btree (provider_id, organization_id, list, name_key)
CREATE UNIQUE INDEX seen_devices_once ON public.seen_devices USING btree (provider_id, organization_id, enrollment_key)
CREATE UNIQUE INDEX seen_devices_pkey ON public.seen_devices USING btree (provider_id, id)
CREATE UNIQUE INDEX sessions_pkey ON auth.sessions USING btree (id)
CREATE UNIQUE INDEX sessions_token ON auth.sessions USING btree (token_hash)
CREATE UNIQUE INDEX tags_name ON public.tags USING btree (provider_id, organization_id, name_key)
CREATE UNIQUE INDEX tags_of_house ON public.tags USING btree (provider_id, id, organization_id)
CREATE UNIQUE INDEX tags_pkey ON public.tags USING btree (provider_id, id)
CREATE UNIQUE INDEX verifications_pkey ON auth.verifications USING btree (id)

-- Policies
public.api_keys backup SELECT TO tenantry_backup USING (true) WITH CHECK ()
public.api_keys migration ALL TO the owner USING (true) WITH CHECK (true)
public.api_keys tenant ALL TO tenantry_app USING (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (membership_id = ( SELECT (NULLIF(current_setting('app.membership_id'::text, true), ''::text))::uuid AS "nullif")))) WITH CHECK (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (membership_id = ( SELECT (NULLIF(current_setting('app.membership_id'::text, true), ''::text))::uuid AS "nullif"))))
public.audit_events append INSERT TO tenantry_app USING () WITH CHECK (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (organization_id = ( SELECT (NULLIF(current_setting('app.organization_id'::text, true), ''::text))::uuid AS "nullif"))))
public.audit_events backup SELECT TO tenantry_backup USING (true) WITH CHECK ()
public.audit_events migration ALL TO the owner USING (true) WITH CHECK (true)
public.audit_events tenant ALL TO tenantry_app USING (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations))))) WITH CHECK (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations)))))
public.audit_events_default backup SELECT TO tenantry_backup USING (true) WITH CHECK ()
public.audit_payloads append INSERT TO tenantry_app USING () WITH CHECK (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (organization_id = ( SELECT (NULLIF(current_setting('app.organization_id'::text, true), ''::text))::uuid AS "nullif"))))
public.audit_payloads backup SELECT TO tenantry_backup USING (true) WITH CHECK ()
public.audit_payloads migration ALL TO the owner USING (true) WITH CHECK (true)
public.audit_payloads tenant ALL TO tenantry_app USING (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations))))) WITH CHECK (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations)))))
public.audit_seals backup SELECT TO tenantry_backup USING (true) WITH CHECK ()
public.audit_seals migration ALL TO the owner USING (true) WITH CHECK (true)
public.audit_seals tenant ALL TO tenantry_app USING (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations))))) WITH CHECK (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations)))))
public.bulk_change_items backup SELECT TO tenantry_backup USING (true) WITH CHECK ()
public.bulk_change_items migration ALL TO the owner USING (true) WITH CHECK (true)
public.bulk_change_items tenant ALL TO tenantry_app USING (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (membership_id = ( SELECT (NULLIF(current_setting('app.membership_id'::text, true), ''::text))::uuid AS "nullif")))) WITH CHECK (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (membership_id = ( SELECT (NULLIF(current_setting('app.membership_id'::text, true), ''::text))::uuid AS "nullif"))))
public.bulk_changes backup SELECT TO tenantry_backup USING (true) WITH CHECK ()
public.bulk_changes expiry ALL TO tenantry_jobs USING ((created_at < (now() - '30 days'::interval))) WITH CHECK ()
public.bulk_changes migration ALL TO the owner USING (true) WITH CHECK (true)
public.bulk_changes tenant ALL TO tenantry_app USING (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (membership_id = ( SELECT (NULLIF(current_setting('app.membership_id'::text, true), ''::text))::uuid AS "nullif")))) WITH CHECK (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (membership_id = ( SELECT (NULLIF(current_setting('app.membership_id'::text, true), ''::text))::uuid AS "nullif"))))
public.contacts backup SELECT TO tenantry_backup USING (true) WITH CHECK ()
public.contacts migration ALL TO the owner USING (true) WITH CHECK (true)
public.contacts tenant ALL TO tenantry_app USING (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations))))) WITH CHECK (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations)))))
public.customer_drafts backup SELECT TO tenantry_backup USING (true) WITH CHECK ()
public.customer_drafts expiry ALL TO tenantry_jobs USING ((updated_at < (now() - '90 days'::interval))) WITH CHECK ()
public.customer_drafts migration ALL TO the owner USING (true) WITH CHECK (true)
public.customer_drafts tenant ALL TO tenantry_app USING (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (membership_id = ( SELECT (NULLIF(current_setting('app.membership_id'::text, true), ''::text))::uuid AS "nullif")))) WITH CHECK (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (membership_id = ( SELECT (NULLIF(current_setting('app.membership_id'::text, true), ''::text))::uuid AS "nullif"))))
public.customer_form_settings backup SELECT TO tenantry_backup USING (true) WITH CHECK ()
public.customer_form_settings migration ALL TO the owner USING (true) WITH CHECK (true)
public.customer_form_settings tenant ALL TO tenantry_app USING ((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif"))) WITH CHECK ((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")))
public.customer_templates backup SELECT TO tenantry_backup USING (true) WITH CHECK ()
public.customer_templates meant_for_those_below SELECT TO tenantry_app USING (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND ( SELECT (current_setting('app.reach'::text, true) = ANY (ARRAY['subtree'::text, 'selected'::text]))) AND ((organization_id = ( SELECT (NULLIF(current_setting('app.organization_id'::text, true), ''::text))::uuid AS "nullif")) OR (is_shared AND (organization_id IN ( SELECT c.ancestor_id FROM organization_closure c WHERE ((c.provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (c.descendant_id = ( SELECT (NULLIF(current_setting('app.organization_id'::text, true), ''::text))::uuid AS "nullif"))))))))) WITH CHECK ()
public.customer_templates migration ALL TO the owner USING (true) WITH CHECK (true)
public.customer_templates tenant ALL TO tenantry_app USING (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations))))) WITH CHECK (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations)))))
public.default_views backup SELECT TO tenantry_backup USING (true) WITH CHECK ()
public.default_views migration ALL TO the owner USING (true) WITH CHECK (true)
public.default_views tenant ALL TO tenantry_app USING (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (membership_id = ( SELECT (NULLIF(current_setting('app.membership_id'::text, true), ''::text))::uuid AS "nullif")))) WITH CHECK (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (membership_id = ( SELECT (NULLIF(current_setting('app.membership_id'::text, true), ''::text))::uuid AS "nullif"))))
public.device_classes backup SELECT TO tenantry_backup USING (true) WITH CHECK ()
public.device_classes migration ALL TO the owner USING (true) WITH CHECK (true)
public.device_classes tenant ALL TO tenantry_app USING ((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif"))) WITH CHECK ((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")))
public.device_tags backup SELECT TO tenantry_backup USING (true) WITH CHECK ()
public.device_tags migration ALL TO the owner USING (true) WITH CHECK (true)
public.device_tags of_seen_houses ALL TO tenantry_app USING ((( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (house_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations)) OR (( SELECT (current_setting('app.reach'::text, true) = 'selected'::text)) AND (house_id = ( SELECT (NULLIF(current_setting('app.organization_id'::text, true), ''::text))::uuid AS "nullif"))))) WITH CHECK ((( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (house_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations)) OR (( SELECT (current_setting('app.reach'::text, true) = 'selected'::text)) AND (house_id = ( SELECT (NULLIF(current_setting('app.organization_id'::text, true), ''::text))::uuid AS "nullif")))))
public.device_tags tenant ALL TO tenantry_app USING (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations))))) WITH CHECK (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations)))))
public.devices backup SELECT TO tenantry_backup USING (true) WITH CHECK ()
public.devices migration ALL TO the owner USING (true) WITH CHECK (true)
public.devices search SELECT TO tenantry_search USING (true) WITH CHECK ()
public.devices tenant ALL TO tenantry_app USING (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations)) OR (entity_id IN ( SELECT tenancy.visible_entities() AS visible_entities))))) WITH CHECK (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations)) OR (entity_id IN ( SELECT tenancy.visible_entities() AS visible_entities)))))
public.enrollment_tokens backup SELECT TO tenantry_backup USING (true) WITH CHECK ()
public.enrollment_tokens migration ALL TO the owner USING (true) WITH CHECK (true)
public.enrollment_tokens tenant ALL TO tenantry_app USING (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations)) OR (entity_id IN ( SELECT tenancy.visible_entities() AS visible_entities))))) WITH CHECK (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations)) OR (entity_id IN ( SELECT tenancy.visible_entities() AS visible_entities)))))
public.entities backup SELECT TO tenantry_backup USING (true) WITH CHECK ()
public.entities migration ALL TO the owner USING (true) WITH CHECK (true)
public.entities search SELECT TO tenantry_search USING (true) WITH CHECK ()
public.entities tenant ALL TO tenantry_app USING (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations)) OR (id IN ( SELECT tenancy.visible_entities() AS visible_entities))))) WITH CHECK (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations)) OR (id IN ( SELECT tenancy.visible_entities() AS visible_entities)))))
public.entity_tags backup SELECT TO tenantry_backup USING (true) WITH CHECK ()
public.entity_tags migration ALL TO the owner USING (true) WITH CHECK (true)
public.entity_tags of_seen_houses ALL TO tenantry_app USING ((( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (house_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations)) OR (( SELECT (current_setting('app.reach'::text, true) = 'selected'::text)) AND (house_id = ( SELECT (NULLIF(current_setting('app.organization_id'::text, true), ''::text))::uuid AS "nullif"))))) WITH CHECK ((( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (house_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations)) OR (( SELECT (current_setting('app.reach'::text, true) = 'selected'::text)) AND (house_id = ( SELECT (NULLIF(current_setting('app.organization_id'::text, true), ''::text))::uuid AS "nullif")))))
public.entity_tags tenant ALL TO tenantry_app USING (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations))))) WITH CHECK (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations)))))
public.external_ids backup SELECT TO tenantry_backup USING (true) WITH CHECK ()
public.external_ids migration ALL TO the owner USING (true) WITH CHECK (true)
public.external_ids tenant ALL TO tenantry_app USING (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations))))) WITH CHECK (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations)))))
public.favourite_customers backup SELECT TO tenantry_backup USING (true) WITH CHECK ()
public.favourite_customers migration ALL TO the owner USING (true) WITH CHECK (true)
public.favourite_customers tenant ALL TO tenantry_app USING (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (membership_id = ( SELECT (NULLIF(current_setting('app.membership_id'::text, true), ''::text))::uuid AS "nullif")))) WITH CHECK (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (membership_id = ( SELECT (NULLIF(current_setting('app.membership_id'::text, true), ''::text))::uuid AS "nullif"))))
public.former_accounts backup SELECT TO tenantry_backup USING (true) WITH CHECK ()
public.former_accounts migration ALL TO the owner USING (true) WITH CHECK (true)
public.former_accounts tenant ALL TO tenantry_app USING (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations))))) WITH CHECK (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations)))))
public.idempotency_keys backup SELECT TO tenantry_backup USING (true) WITH CHECK ()
public.idempotency_keys expiry ALL TO tenantry_jobs USING (true) WITH CHECK ()
public.idempotency_keys migration ALL TO the owner USING (true) WITH CHECK (true)
public.idempotency_keys tenant ALL TO tenantry_app USING (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (membership_id = ( SELECT (NULLIF(current_setting('app.membership_id'::text, true), ''::text))::uuid AS "nullif")))) WITH CHECK (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (membership_id = ( SELECT (NULLIF(current_setting('app.membership_id'::text, true), ''::text))::uuid AS "nullif"))))
public.import_changes backup SELECT TO tenantry_backup USING (true) WITH CHECK ()
public.import_changes expiry ALL TO tenantry_jobs USING (true) WITH CHECK ()
public.import_changes migration ALL TO the owner USING (true) WITH CHECK (true)
public.import_changes tenant ALL TO tenantry_app USING (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations))))) WITH CHECK (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations)))))
public.import_matchings backup SELECT TO tenantry_backup USING (true) WITH CHECK ()
public.import_matchings expiry ALL TO tenantry_jobs USING (true) WITH CHECK ()
public.import_matchings migration ALL TO the owner USING (true) WITH CHECK (true)
public.import_matchings tenant ALL TO tenantry_app USING ((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif"))) WITH CHECK ((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")))
public.import_problems backup SELECT TO tenantry_backup USING (true) WITH CHECK ()
public.import_problems expiry ALL TO tenantry_jobs USING (true) WITH CHECK ()
public.import_problems migration ALL TO the owner USING (true) WITH CHECK (true)
public.import_problems tenant ALL TO tenantry_app USING (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (membership_id = ( SELECT (NULLIF(current_setting('app.membership_id'::text, true), ''::text))::uuid AS "nullif")))) WITH CHECK (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (membership_id = ( SELECT (NULLIF(current_setting('app.membership_id'::text, true), ''::text))::uuid AS "nullif"))))
public.import_rows backup SELECT TO tenantry_backup USING (true) WITH CHECK ()
public.import_rows migration ALL TO the owner USING (true) WITH CHECK (true)
public.import_rows tenant ALL TO tenantry_app USING (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations))))) WITH CHECK (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations)))))
public.imports backup SELECT TO tenantry_backup USING (true) WITH CHECK ()
public.imports expiry ALL TO tenantry_jobs USING (true) WITH CHECK ()
public.imports migration ALL TO the owner USING (true) WITH CHECK (true)
public.imports tenant ALL TO tenantry_app USING (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (membership_id = ( SELECT (NULLIF(current_setting('app.membership_id'::text, true), ''::text))::uuid AS "nullif")))) WITH CHECK (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (membership_id = ( SELECT (NULLIF(current_setting('app.membership_id'::text, true), ''::text))::uuid AS "nullif"))))
public.invitation_requests backup SELECT TO tenantry_backup USING (true) WITH CHECK ()
public.invitation_requests migration ALL TO the owner USING (true) WITH CHECK (true)
public.invitation_requests tenant ALL TO tenantry_app USING (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations))))) WITH CHECK (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations)))))
public.invitations backup SELECT TO tenantry_backup USING (true) WITH CHECK ()
public.invitations due SELECT TO tenantry_jobs USING (((sent_at IS NULL) AND (accepted_at IS NULL))) WITH CHECK ()
public.invitations migration ALL TO the owner USING (true) WITH CHECK (true)
public.invitations tenant ALL TO tenantry_app USING (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations))))) WITH CHECK (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations)))))
public.license_alert_settings backup SELECT TO tenantry_backup USING (true) WITH CHECK ()
public.license_alert_settings migration ALL TO the owner USING (true) WITH CHECK (true)
public.license_alert_settings tenant ALL TO tenantry_app USING (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations))))) WITH CHECK (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations)))))
public.license_alerts backup SELECT TO tenantry_backup USING (true) WITH CHECK ()
public.license_alerts migration ALL TO the owner USING (true) WITH CHECK (true)
public.license_alerts tenant ALL TO tenantry_app USING (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations))))) WITH CHECK (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations)))))
public.license_alerts waiting SELECT TO tenantry_jobs USING ((mailed_at IS NULL)) WITH CHECK ()
public.license_counters backup SELECT TO tenantry_backup USING (true) WITH CHECK ()
public.license_counters migration ALL TO the owner USING (true) WITH CHECK (true)
public.license_counters tenant ALL TO tenantry_app USING (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations))))) WITH CHECK (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations)))))
public.license_ledger backup SELECT TO tenantry_backup USING (true) WITH CHECK ()
public.license_ledger migration ALL TO the owner USING (true) WITH CHECK (true)
public.license_ledger tenant ALL TO tenantry_app USING (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations))))) WITH CHECK (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations)))))
public.license_months backup SELECT TO tenantry_backup USING (true) WITH CHECK ()
public.license_months migration ALL TO the owner USING (true) WITH CHECK (true)
public.license_months tenant ALL TO tenantry_app USING (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations))))) WITH CHECK (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations)))))
public.license_purchases backup SELECT TO tenantry_backup USING (true) WITH CHECK ()
public.license_purchases migration ALL TO the owner USING (true) WITH CHECK (true)
public.license_purchases tenant ALL TO tenantry_app USING (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations))))) WITH CHECK (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations)))))
public.license_rules backup SELECT TO tenantry_backup USING (true) WITH CHECK ()
public.license_rules migration ALL TO the owner USING (true) WITH CHECK (true)
public.license_rules tenant ALL TO tenantry_app USING (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations))))) WITH CHECK (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations)))))
public.license_types backup SELECT TO tenantry_backup USING (true) WITH CHECK ()
public.license_types migration ALL TO the owner USING (true) WITH CHECK (true)
public.license_types tenant ALL TO tenantry_app USING ((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif"))) WITH CHECK ((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")))
public.mail_settings backup SELECT TO tenantry_backup USING (true) WITH CHECK ()
public.mail_settings migration ALL TO the owner USING (true) WITH CHECK (true)
public.mail_settings tenant ALL TO tenantry_app USING (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations))))) WITH CHECK (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations)))))
public.mails backup SELECT TO tenantry_backup USING (true) WITH CHECK ()
public.mails due SELECT TO tenantry_jobs USING (((due_at IS NOT NULL) OR (created_at < (now() - '90 days'::interval)))) WITH CHECK ()
public.mails expiry DELETE TO tenantry_jobs USING (((due_at IS NULL) AND (created_at < (now() - '90 days'::interval)))) WITH CHECK ()
public.mails migration ALL TO the owner USING (true) WITH CHECK (true)
public.mails tenant ALL TO tenantry_app USING (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations))))) WITH CHECK (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations)))))
public.membership_assignments backup SELECT TO tenantry_backup USING (true) WITH CHECK ()
public.membership_assignments migration ALL TO the owner USING (true) WITH CHECK (true)
public.membership_assignments tenant ALL TO tenantry_app USING ((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif"))) WITH CHECK ((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")))
public.membership_entities backup SELECT TO tenantry_backup USING (true) WITH CHECK ()
public.membership_entities migration ALL TO the owner USING (true) WITH CHECK (true)
public.membership_entities search SELECT TO tenantry_search USING (true) WITH CHECK ()
public.membership_entities tenant ALL TO tenantry_app USING ((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif"))) WITH CHECK ((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")))
public.membership_organizations backup SELECT TO tenantry_backup USING (true) WITH CHECK ()
public.membership_organizations migration ALL TO the owner USING (true) WITH CHECK (true)
public.membership_organizations search SELECT TO tenantry_search USING (true) WITH CHECK ()
public.membership_organizations tenant ALL TO tenantry_app USING ((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif"))) WITH CHECK ((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")))
public.memberships backup SELECT TO tenantry_backup USING (true) WITH CHECK ()
public.memberships migration ALL TO the owner USING (true) WITH CHECK (true)
public.memberships search SELECT TO tenantry_search USING (true) WITH CHECK ()
public.memberships tenant ALL TO tenantry_app USING (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations))))) WITH CHECK (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations)))))
public.moved_devices backup SELECT TO tenantry_backup USING (true) WITH CHECK ()
public.moved_devices migration ALL TO the owner USING (true) WITH CHECK (true)
public.moved_devices tenant ALL TO tenantry_app USING (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations)) OR (entity_id IN ( SELECT tenancy.visible_entities() AS visible_entities))))) WITH CHECK (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations)) OR (entity_id IN ( SELECT tenancy.visible_entities() AS visible_entities)))))
public.notes backup SELECT TO tenantry_backup USING (true) WITH CHECK ()
public.notes migration ALL TO the owner USING (true) WITH CHECK (true)
public.notes tenant ALL TO tenantry_app USING (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations))))) WITH CHECK (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations)))))
public.notices backup SELECT TO tenantry_backup USING (true) WITH CHECK ()
public.notices expiry ALL TO tenantry_jobs USING ((created_at < (now() - '90 days'::interval))) WITH CHECK ()
public.notices migration ALL TO the owner USING (true) WITH CHECK (true)
public.notices tenant ALL TO tenantry_app USING (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations))))) WITH CHECK (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations)))))
public.notification_settings backup SELECT TO tenantry_backup USING (true) WITH CHECK ()
public.notification_settings migration ALL TO the owner USING (true) WITH CHECK (true)
public.notification_settings tenant ALL TO tenantry_app USING (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (membership_id = ( SELECT (NULLIF(current_setting('app.membership_id'::text, true), ''::text))::uuid AS "nullif")))) WITH CHECK (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (membership_id = ( SELECT (NULLIF(current_setting('app.membership_id'::text, true), ''::text))::uuid AS "nullif"))))
public.notifications backup SELECT TO tenantry_backup USING (true) WITH CHECK ()
public.notifications migration ALL TO the owner USING (true) WITH CHECK (true)
public.notifications tenant ALL TO tenantry_app USING (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (membership_id = ( SELECT (NULLIF(current_setting('app.membership_id'::text, true), ''::text))::uuid AS "nullif")))) WITH CHECK (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (membership_id = ( SELECT (NULLIF(current_setting('app.membership_id'::text, true), ''::text))::uuid AS "nullif"))))
public.onboarding_items backup SELECT TO tenantry_backup USING (true) WITH CHECK ()
public.onboarding_items migration ALL TO the owner USING (true) WITH CHECK (true)
public.onboarding_items tenant ALL TO tenantry_app USING (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations))))) WITH CHECK (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations)))))
public.organization_closure backup SELECT TO tenantry_backup USING (true) WITH CHECK ()
public.organization_closure migration ALL TO the owner USING (true) WITH CHECK (true)
public.organization_closure search SELECT TO tenantry_search USING (true) WITH CHECK ()
public.organization_closure tenant ALL TO tenantry_app USING ((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif"))) WITH CHECK ((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")))
public.organization_counters backup SELECT TO tenantry_backup USING (true) WITH CHECK ()
public.organization_counters counting ALL TO tenantry_app USING (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (organization_id IN ( SELECT tenancy.organizations_of_visible_entities() AS organizations_of_visible_entities)))) WITH CHECK ()
public.organization_counters migration ALL TO the owner USING (true) WITH CHECK (true)
public.organization_counters tenant ALL TO tenantry_app USING (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations))))) WITH CHECK (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations)))))
public.organization_settings backup SELECT TO tenantry_backup USING (true) WITH CHECK ()
public.organization_settings inherited SELECT TO tenantry_app USING (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND ((organization_id IN ( SELECT c.ancestor_id FROM organization_closure c WHERE ((c.provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (c.descendant_id = ( SELECT (NULLIF(current_setting('app.organization_id'::text, true), ''::text))::uuid AS "nullif"))))) OR (( SELECT (current_setting('app.reach'::text, true) = 'selected'::text)) AND (organization_id IN ( SELECT c.ancestor_id FROM (organization_closure c JOIN membership_organizations a ON (((a.provider_id = c.provider_id) AND (a.organization_id = c.descendant_id)))) WHERE ((c.provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (a.membership_id = ( SELECT (NULLIF(current_setting('app.membership_id'::text, true), ''::text))::uuid AS "nullif"))))))))) WITH CHECK ()
public.organization_settings migration ALL TO the owner USING (true) WITH CHECK (true)
public.organization_settings tenant ALL TO tenantry_app USING (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations))))) WITH CHECK (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations)))))
public.organization_tags backup SELECT TO tenantry_backup USING (true) WITH CHECK ()
public.organization_tags migration ALL TO the owner USING (true) WITH CHECK (true)
public.organization_tags of_seen_houses ALL TO tenantry_app USING ((( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (house_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations)) OR (( SELECT (current_setting('app.reach'::text, true) = 'selected'::text)) AND (house_id = ( SELECT (NULLIF(current_setting('app.organization_id'::text, true), ''::text))::uuid AS "nullif"))))) WITH CHECK ((( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (house_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations)) OR (( SELECT (current_setting('app.reach'::text, true) = 'selected'::text)) AND (house_id = ( SELECT (NULLIF(current_setting('app.organization_id'::text, true), ''::text))::uuid AS "nullif")))))
public.organization_tags tenant ALL TO tenantry_app USING (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations))))) WITH CHECK (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations)))))
public.organizations backup SELECT TO tenantry_backup USING (true) WITH CHECK ()
public.organizations migration ALL TO the owner USING (true) WITH CHECK (true)
public.organizations search SELECT TO tenantry_search USING (true) WITH CHECK ()
public.organizations tenant ALL TO tenantry_app USING (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (id IN ( SELECT tenancy.visible_organizations() AS visible_organizations))) AND (merged_into_id IS NULL))) WITH CHECK (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (id IN ( SELECT tenancy.visible_organizations() AS visible_organizations))) AND (merged_into_id IS NULL)))
public.outbox append INSERT TO tenantry_app USING () WITH CHECK (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (organization_id = ( SELECT (NULLIF(current_setting('app.organization_id'::text, true), ''::text))::uuid AS "nullif"))))
public.outbox backup SELECT TO tenantry_backup USING (true) WITH CHECK ()
public.outbox migration ALL TO the owner USING (true) WITH CHECK (true)
public.outbox relay ALL TO tenantry_jobs USING (true) WITH CHECK ()
public.outbox tenant ALL TO tenantry_app USING (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations))))) WITH CHECK (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations)))))
public.providers backup SELECT TO tenantry_backup USING (true) WITH CHECK ()
public.providers jobs SELECT TO tenantry_jobs USING (true) WITH CHECK ()
public.providers migration ALL TO the owner USING (true) WITH CHECK (true)
public.providers tenant ALL TO tenantry_app USING ((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif"))) WITH CHECK ((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")))
public.recent_customers backup SELECT TO tenantry_backup USING (true) WITH CHECK ()
public.recent_customers migration ALL TO the owner USING (true) WITH CHECK (true)
public.recent_customers tenant ALL TO tenantry_app USING (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (membership_id = ( SELECT (NULLIF(current_setting('app.membership_id'::text, true), ''::text))::uuid AS "nullif")))) WITH CHECK (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (membership_id = ( SELECT (NULLIF(current_setting('app.membership_id'::text, true), ''::text))::uuid AS "nullif"))))
public.roles backup SELECT TO tenantry_backup USING (true) WITH CHECK ()
public.roles migration ALL TO the owner USING (true) WITH CHECK (true)
public.roles tenant ALL TO tenantry_app USING (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations))))) WITH CHECK (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations)))))
public.sales_representatives backup SELECT TO tenantry_backup USING (true) WITH CHECK ()
public.sales_representatives migration ALL TO the owner USING (true) WITH CHECK (true)
public.sales_representatives tenant ALL TO tenantry_app USING (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations))))) WITH CHECK (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations)))))
public.saved_views backup SELECT TO tenantry_backup USING (true) WITH CHECK ()
public.saved_views migration ALL TO the owner USING (true) WITH CHECK (true)
public.saved_views tenant ALL TO tenantry_app USING (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND ((membership_id = ( SELECT (NULLIF(current_setting('app.membership_id'::text, true), ''::text))::uuid AS "nullif")) OR (organization_id = ( SELECT (NULLIF(current_setting('app.organization_id'::text, true), ''::text))::uuid AS "nullif"))))) WITH CHECK (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND ((membership_id = ( SELECT (NULLIF(current_setting('app.membership_id'::text, true), ''::text))::uuid AS "nullif")) OR (organization_id = ( SELECT (NULLIF(current_setting('app.organization_id'::text, true), ''::text))::uuid AS "nullif")))))
public.seen_devices backup SELECT TO tenantry_backup USING (true) WITH CHECK ()
public.seen_devices migration ALL TO the owner USING (true) WITH CHECK (true)
public.seen_devices tenant ALL TO tenantry_app USING (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations)) OR (entity_id IN ( SELECT tenancy.visible_entities() AS visible_entities))))) WITH CHECK (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations)) OR (entity_id IN ( SELECT tenancy.visible_entities() AS visible_entities)))))
public.tags backup SELECT TO tenantry_backup USING (true) WITH CHECK ()
public.tags migration ALL TO the owner USING (true) WITH CHECK (true)
public.tags of_own_house ALL TO tenantry_app USING (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND ( SELECT (current_setting('app.reach'::text, true) = 'selected'::text)) AND (organization_id = ( SELECT (NULLIF(current_setting('app.organization_id'::text, true), ''::text))::uuid AS "nullif")))) WITH CHECK (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND ( SELECT (current_setting('app.reach'::text, true) = 'selected'::text)) AND (organization_id = ( SELECT (NULLIF(current_setting('app.organization_id'::text, true), ''::text))::uuid AS "nullif"))))
public.tags tenant ALL TO tenantry_app USING (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations))))) WITH CHECK (((provider_id = ( SELECT (NULLIF(current_setting('app.provider_id'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('app.reach'::text, true) = 'all'::text)) OR (organization_id IN ( SELECT tenancy.visible_organizations() AS visible_organizations)))))

-- Grants on tables
DELETE on public.bulk_changes to tenantry_jobs
DELETE on public.customer_drafts to tenantry_jobs
DELETE on public.idempotency_keys to tenantry_jobs
DELETE on public.import_changes to tenantry_jobs
DELETE on public.import_matchings to tenantry_jobs
DELETE on public.import_problems to tenantry_jobs
DELETE on public.imports to tenantry_jobs
DELETE on public.mails to tenantry_jobs
DELETE on public.notices to tenantry_jobs
DELETE, INSERT, SELECT on auth.sessions to tenantry_auth
DELETE, INSERT, SELECT on auth.verifications to tenantry_auth
DELETE, INSERT, SELECT on public.device_tags to tenantry_app
DELETE, INSERT, SELECT on public.entity_tags to tenantry_app
DELETE, INSERT, SELECT on public.import_changes to tenantry_app
DELETE, INSERT, SELECT on public.import_problems to tenantry_app
DELETE, INSERT, SELECT on public.import_rows to tenantry_app
DELETE, INSERT, SELECT on public.memberships to tenantry_app
DELETE, INSERT, SELECT on public.organization_tags to tenantry_app
DELETE, INSERT, SELECT, UPDATE on auth.attempts to tenantry_auth
DELETE, INSERT, SELECT, UPDATE on public.api_keys to tenantry_app
DELETE, INSERT, SELECT, UPDATE on public.bulk_change_items to tenantry_app
DELETE, INSERT, SELECT, UPDATE on public.contacts to tenantry_app
DELETE, INSERT, SELECT, UPDATE on public.customer_drafts to tenantry_app
DELETE, INSERT, SELECT, UPDATE on public.customer_templates to tenantry_app
DELETE, INSERT, SELECT, UPDATE on public.default_views to tenantry_app
DELETE, INSERT, SELECT, UPDATE on public.device_classes to tenantry_app
DELETE, INSERT, SELECT, UPDATE on public.devices to tenantry_app
DELETE, INSERT, SELECT, UPDATE on public.enrollment_tokens to tenantry_app
DELETE, INSERT, SELECT, UPDATE on public.entities to tenantry_app
DELETE, INSERT, SELECT, UPDATE on public.external_ids to tenantry_app
DELETE, INSERT, SELECT, UPDATE on public.favourite_customers to tenantry_app
DELETE, INSERT, SELECT, UPDATE on public.idempotency_keys to tenantry_app
DELETE, INSERT, SELECT, UPDATE on public.import_matchings to tenantry_app
DELETE, INSERT, SELECT, UPDATE on public.imports to tenantry_app
DELETE, INSERT, SELECT, UPDATE on public.invitation_requests to tenantry_app
DELETE, INSERT, SELECT, UPDATE on public.invitations to tenantry_app
DELETE, INSERT, SELECT, UPDATE on public.license_alert_settings to tenantry_app
DELETE, INSERT, SELECT, UPDATE on public.license_purchases to tenantry_app
DELETE, INSERT, SELECT, UPDATE on public.license_rules to tenantry_app
DELETE, INSERT, SELECT, UPDATE on public.license_types to tenantry_app
DELETE, INSERT, SELECT, UPDATE on public.mail_settings to tenantry_app
DELETE, INSERT, SELECT, UPDATE on public.membership_assignments to tenantry_app
DELETE, INSERT, SELECT, UPDATE on public.membership_entities to tenantry_app
DELETE, INSERT, SELECT, UPDATE on public.membership_organizations to tenantry_app
DELETE, INSERT, SELECT, UPDATE on public.moved_devices to tenantry_app
DELETE, INSERT, SELECT, UPDATE on public.notes to tenantry_app
DELETE, INSERT, SELECT, UPDATE on public.notification_settings to tenantry_app
DELETE, INSERT, SELECT, UPDATE on public.onboarding_items to tenantry_app
DELETE, INSERT, SELECT, UPDATE on public.organization_closure to tenantry_app
DELETE, INSERT, SELECT, UPDATE on public.organization_settings to tenantry_app
DELETE, INSERT, SELECT, UPDATE on public.recent_customers to tenantry_app
DELETE, INSERT, SELECT, UPDATE on public.roles to tenantry_app
DELETE, INSERT, SELECT, UPDATE on public.sales_representatives to tenantry_app
DELETE, INSERT, SELECT, UPDATE on public.saved_views to tenantry_app
DELETE, INSERT, SELECT, UPDATE on public.seen_devices to tenantry_app
DELETE, INSERT, SELECT, UPDATE on public.tags to tenantry_app
DELETE, SELECT on public.outbox to tenantry_jobs
INSERT on public.outbox to tenantry_app
INSERT, SELECT on auth.accounts to tenantry_auth
INSERT, SELECT on auth.credentials to tenantry_auth
INSERT, SELECT on public.audit_events to tenantry_app
INSERT, SELECT on public.audit_payloads to tenantry_app
INSERT, SELECT on public.audit_seals to tenantry_app
INSERT, SELECT on public.notices to tenantry_app
INSERT, SELECT, UPDATE on public.bulk_changes to tenantry_app
INSERT, SELECT, UPDATE on public.customer_form_settings to tenantry_app
INSERT, SELECT, UPDATE on public.mails to tenantry_app
INSERT, SELECT, UPDATE on public.notifications to tenantry_app
INSERT, SELECT, UPDATE on public.organization_counters to tenantry_app
INSERT, SELECT, UPDATE on public.organizations to tenantry_app
INSERT, SELECT, UPDATE on public.providers to tenantry_app
SELECT on auth.accounts to tenantry_backup
SELECT on auth.attempts to tenantry_backup
SELECT on auth.credentials to tenantry_backup
SELECT on auth.events to tenantry_backup
SELECT on auth.handed_events to tenantry_backup
SELECT on auth.sessions to tenantry_backup
SELECT on auth.verifications to tenantry_backup
SELECT on public.api_keys to tenantry_backup
SELECT on public.audit_events to tenantry_backup
SELECT on public.audit_events_default to tenantry_backup
SELECT on public.audit_payloads to tenantry_backup
SELECT on public.audit_seals to tenantry_backup
SELECT on public.bulk_change_items to tenantry_backup
SELECT on public.bulk_changes to tenantry_backup
SELECT on public.contacts to tenantry_backup
SELECT on public.customer_drafts to tenantry_backup
SELECT on public.customer_form_settings to tenantry_backup
SELECT on public.customer_templates to tenantry_backup
SELECT on public.default_views to tenantry_backup
SELECT on public.device_classes to tenantry_backup
SELECT on public.device_tags to tenantry_backup
SELECT on public.devices to tenantry_backup
SELECT on public.enrollment_tokens to tenantry_backup
SELECT on public.entities to tenantry_backup
SELECT on public.entity_tags to tenantry_backup
SELECT on public.external_ids to tenantry_backup
SELECT on public.favourite_customers to tenantry_backup
SELECT on public.former_accounts to tenantry_app
SELECT on public.former_accounts to tenantry_backup
SELECT on public.idempotency_keys to tenantry_backup
SELECT on public.import_changes to tenantry_backup
SELECT on public.import_matchings to tenantry_backup
SELECT on public.import_problems to tenantry_backup
SELECT on public.import_rows to tenantry_backup
SELECT on public.imports to tenantry_backup
SELECT on public.invitation_requests to tenantry_backup
SELECT on public.invitations to tenantry_backup
SELECT on public.license_alert_settings to tenantry_backup
SELECT on public.license_alerts to tenantry_app
SELECT on public.license_alerts to tenantry_backup
SELECT on public.license_counters to tenantry_app
SELECT on public.license_counters to tenantry_backup
SELECT on public.license_ledger to tenantry_app
SELECT on public.license_ledger to tenantry_backup
SELECT on public.license_months to tenantry_app
SELECT on public.license_months to tenantry_backup
SELECT on public.license_purchases to tenantry_backup
SELECT on public.license_rules to tenantry_backup
SELECT on public.license_types to tenantry_backup
SELECT on public.mail_settings to tenantry_backup
SELECT on public.mails to tenantry_backup
SELECT on public.membership_assignments to tenantry_backup
SELECT on public.membership_entities to tenantry_backup
SELECT on public.membership_entities to tenantry_search
SELECT on public.membership_organizations to tenantry_backup
SELECT on public.membership_organizations to tenantry_search
SELECT on public.memberships to tenantry_backup
SELECT on public.moved_devices to tenantry_backup
SELECT on public.notes to tenantry_backup
SELECT on public.notices to tenantry_backup
SELECT on public.notification_settings to tenantry_backup
SELECT on public.notifications to tenantry_backup
SELECT on public.onboarding_items to tenantry_backup
SELECT on public.organization_closure to tenantry_backup
SELECT on public.organization_closure to tenantry_search
SELECT on public.organization_counters to tenantry_backup
SELECT on public.organization_settings to tenantry_backup
SELECT on public.organization_tags to tenantry_backup
SELECT on public.organizations to tenantry_backup
SELECT on public.outbox to tenantry_backup
SELECT on public.providers to tenantry_backup
SELECT on public.recent_customers to tenantry_backup
SELECT on public.roles to tenantry_backup
SELECT on public.sales_representatives to tenantry_backup
SELECT on public.saved_views to tenantry_backup
SELECT on public.seen_devices to tenantry_backup
SELECT on public.tags to tenantry_backup

-- Grants on columns
SELECT (created_at) on public.bulk_changes to tenantry_jobs
SELECT (created_at) on public.notices to tenantry_jobs
SELECT (provider_id) on public.providers to tenantry_jobs
SELECT (provider_id, created_at) on public.idempotency_keys to tenantry_jobs
SELECT (provider_id, due_at, created_at) on public.mails to tenantry_jobs
SELECT (provider_id, id, has_file, updated_at) on public.imports to tenantry_jobs
SELECT (provider_id, id, organization_id, email, name_key) on public.memberships to tenantry_search
SELECT (provider_id, id, organization_id, entity_id, name_key, serial_key) on public.devices to tenantry_search
SELECT (provider_id, id, organization_id, name_key, code_key) on public.entities to tenantry_search
SELECT (provider_id, id, send_on, requested_at, sent_at, accepted_at) on public.invitations to tenantry_jobs
SELECT (provider_id, id, type, name_key, code_key, domain, merged_into_id) on public.organizations to tenantry_search
SELECT (provider_id, import_id) on public.import_changes to tenantry_jobs
SELECT (provider_id, import_id) on public.import_problems to tenantry_jobs
SELECT (provider_id, mailed_at) on public.license_alerts to tenantry_jobs
SELECT (provider_id, updated_at) on public.import_matchings to tenantry_jobs
SELECT (updated_at) on public.customer_drafts to tenantry_jobs
UPDATE (basis) on public.license_months to tenantry_app
UPDATE (email_verified, name, updated_at) on auth.accounts to tenantry_auth
UPDATE (expires_at, active_provider_id, active_membership_id, updated_at, ended_from) on auth.sessions to tenantry_auth
UPDATE (has_file, samples) on public.imports to tenantry_jobs
UPDATE (mailed_at, mail_key, recipients, recipient_owners) on public.license_alerts to tenantry_app
UPDATE (password, updated_at, changed_from) on auth.credentials to tenantry_auth
UPDATE (role_id, reach, name, status, version, first_name, last_name, communication_email, name_key) on public.memberships to tenantry_app

-- Functions
audit.ensure_partitions(from_month date, months integer) owned by the owner, definer search_path=pg_catalog, public TimeZone=UTC executed by tenantry_app, tenantry_jobs, the owner: da38125a47938e1657d7eec010f5bd10
audit.open_to_backup(IN part regclass) owned by the owner, invoker executed by the owner: 1aec7f4b46e429c632982fdd145e8fc3
auth.access_below(organization uuid) owned by the owner, definer search_path=pg_catalog, pg_temp executed by tenantry_app, the owner: 85165a0ae974f51f9122da2ab9e25f2e
auth.choose_membership() owned by the owner, definer search_path=pg_catalog, pg_temp executed by the owner: bc095f5887cabdd6adcac16de218e303
auth.delete_accounts_without_place(candidates uuid[]) owned by the owner, invoker search_path=pg_catalog, pg_temp executed by the owner: 3f4746b4927c0ad121c0fc0b5d399093
auth.end_sessions_below(organization uuid) owned by the owner, definer search_path=pg_catalog, pg_temp executed by tenantry_app, the owner: e7925ae840ea7f4331496a721a415425
auth.ensure_account(new_id uuid, login text, shown_name text) owned by the owner, definer search_path=pg_catalog, pg_temp executed by tenantry_app, the owner: 3e17b233a0d12dcbdcecee4433f809d1
auth.forget_accounts(candidates uuid[]) owned by the owner, definer search_path=pg_catalog, pg_temp executed by tenantry_app, the owner: e0ce5b513f076d9d406b115eac315b5f
auth.hand_over_events() owned by the owner, definer search_path=pg_catalog, pg_temp executed by tenantry_jobs, the owner: c11ae4cbdfff9314bec40431869f891c
auth.memberships_below(organization uuid) owned by the owner, invoker search_path=pg_catalog, pg_temp executed by the owner: 48399c4939afe23d6e7393afa3a0e22f
auth.memberships_of(account uuid) owned by the owner, definer search_path=pg_catalog, pg_temp executed by tenantry_app, tenantry_auth, the owner: 15e6f841b74035f5afe8115c67360ee4
auth.open_api_key(provider uuid, hash bytea) owned by the owner, definer search_path=pg_catalog, pg_temp executed by tenantry_app, the owner: a2f7f144d737570d55fd661b4f826731
auth.open_membership(membership uuid, key uuid) owned by the owner, definer search_path=pg_catalog, pg_temp executed by tenantry_app, the owner: c844521a08144ec2b7975e39e72dcd90
auth.open_session(token_hash text) owned by the owner, definer search_path=pg_catalog, pg_temp executed by tenantry_app, the owner: bc9440b416e6e90f4d40516a5740bc9d
auth.record_event() owned by the owner, definer search_path=pg_catalog, pg_temp executed by the owner: 5ce7dc6f58af243e3c6b30ece4b712be
auth.record_failed_sign_in(login text, from_address text) owned by the owner, definer search_path=pg_catalog, pg_temp executed by tenantry_auth, the owner: 15b317f72736e45067f630e0578bc966
auth.refuse_email_change() owned by the owner, invoker search_path=pg_catalog, pg_temp executed by the owner: f53067652d8f4983756479fd3f737535
auth.rename_self(new_name text, new_name_key text) owned by the owner, definer search_path=pg_catalog, pg_temp executed by tenantry_app, the owner: 5e819a0d2b1ebc704e5661e3c506ed6d
auth.revoke_api_keys() owned by the owner, definer search_path=pg_catalog, pg_temp executed by the owner: e66159a9e96c07b183dcbae4c3ea28df
auth.take_events(max_rows integer) owned by the owner, definer search_path=pg_catalog, pg_temp executed by tenantry_app, the owner: 5ba3fa7a2d3a5564b72b0682e64abb17
auth.usable_memberships(account uuid) owned by the owner, definer search_path=pg_catalog, pg_temp executed by the owner: 6377b3ef6d1e33a6b962cb62c6e311c9
search.device_ids(provider uuid, term text, max_rows integer) owned by tenantry_search, definer search_path=pg_catalog, public executed by tenantry_app, tenantry_search: f8163cf62d17524775ae94521b6ac222
search.duplicate_ids(provider uuid, wanted_name text, wanted_code text, wanted_domain text, max_rows integer) owned by tenantry_search, definer search_path=pg_catalog, public, pg_temp pg_trgm.similarity_threshold=0.6 executed by tenantry_app, tenantry_search: 20f059466dbff905599142a8756748cf
search.entity_ids(provider uuid, term text, max_rows integer) owned by tenantry_search, definer search_path=pg_catalog, public executed by tenantry_app, tenantry_search: 3ab5ad94dd269e2bbeb53140d460e57d
search.membership_ids(provider uuid, term text, max_rows integer) owned by tenantry_search, definer search_path=pg_catalog, public executed by tenantry_app, tenantry_search: 2eb9ce0f24af8f9801eb62363c1e7307
search.name_stem(name_key text) owned by the owner, invoker search_path=pg_catalog, pg_temp executed by tenantry_app, tenantry_search, the owner: 88bcfc2f62bb2cb2b248f9388c348b9f
search.organization_ids(provider uuid, term text, max_rows integer) owned by tenantry_search, definer search_path=pg_catalog, public executed by tenantry_app, tenantry_search: f3bbf5cde27f9cdd00e37125bd1be382
tenancy.account_of(provider uuid, organization uuid) owned by the owner, invoker search_path=pg_catalog, pg_temp executed by the owner: a55fab123ef8a7bb80bff28a2e214672
tenancy.add_license_catalog(provider uuid) owned by the owner, invoker search_path=pg_catalog, pg_temp executed by tenantry_app, the owner: a83c0e4edb0b9e9a3dcf3fbc0ef1849c
tenancy.alert_mail_states(provider uuid, alerts uuid[]) owned by the owner, definer search_path=pg_catalog, pg_temp executed by tenantry_app, the owner: 7d6c5ee782625bd03fb1e6f58a7d5254
tenancy.assigned_people(organization uuid) owned by the owner, definer search_path=pg_catalog, pg_temp executed by tenantry_app, the owner: 699ee0c3834f1ba6c45802f5b34d227d
tenancy.change_few_licenses(provider uuid, organization uuid, ids uuid[], types text[], counts integer[], subject_kinds text[], subject_ids uuid[], subject_names text[], why text, happened_at timestamp with time zone, actor uuid, actor_name text) owned by the owner, invoker search_path=pg_catalog, pg_temp executed by the owner: fadb307730a327c9693a72d42617bd7f
tenancy.change_licenses(provider uuid, ids uuid[], organizations uuid[], types text[], counts integer[], subject_kinds text[], subject_ids uuid[], subject_names text[], why text, happened_at timestamp with time zone, actor uuid, actor_name text) owned by the owner, definer search_path=pg_catalog, pg_temp executed by tenantry_app, the owner: 75a5009b32c94a679cf2c79f83977c0f
tenancy.charge_licenses(provider uuid, organizations uuid[], types text[], uses integer[], charges integer[], allocations integer[], reservations integer[], entry_counts integer[]) owned by the owner, invoker search_path=pg_catalog, pg_temp executed by the owner: f678a1e83b94348902b881b767a9359b
tenancy.differing_licenses(provider uuid) owned by the owner, invoker search_path=pg_catalog, pg_temp executed by the owner: 596ef5c345a4c56d123a6b6348ab73ad
tenancy.effective_status(organization uuid) owned by the owner, definer search_path=pg_catalog, pg_temp executed by tenantry_app, the owner: 2014b5146fece415af87f49686b05abf
tenancy.exhausted_licenses(provider uuid, refused jsonb) owned by the owner, invoker search_path=pg_catalog, pg_temp executed by the owner: 2fc609d33b8204f973959e7796d68075
tenancy.forget_licenses(provider uuid, organizations uuid[]) owned by the owner, invoker search_path=pg_catalog, pg_temp executed by the owner: 948abe9999a320a06c2ee56b5dcf1c56
tenancy.found_merged(provider uuid, pattern text) owned by the owner, definer search_path=pg_catalog, pg_temp executed by tenantry_app, the owner: ad64ed6161aaa89db421deed0fe017cb
tenancy.hold_license_alerts(provider uuid, run uuid, until timestamp with time zone) owned by the owner, definer search_path=pg_catalog, pg_temp executed by tenantry_app, the owner: 2d3bb3bd6d15acaea0a4f46e1128e398
tenancy.hold_licenses(provider uuid, organizations uuid[], types text[], counts integer[], held_at timestamp with time zone) owned by the owner, definer search_path=pg_catalog, pg_temp executed by tenantry_app, the owner: 75f6ddc2a833f5b9e7a4c382addbf57c
tenancy.is_set_up() owned by the owner, definer search_path=pg_catalog, public executed by tenantry_app, the owner: bcf16e074f10ca84e70404bbbf533924
tenancy.judge_license_alerts(provider uuid, organizations uuid[], judged_types text[]) owned by the owner, invoker search_path=pg_catalog, pg_temp executed by the owner: e4598fab4a44b58f14164a0912896ad0
tenancy.keep_license_limits(provider uuid, organization uuid, is_kept boolean) owned by the owner, definer search_path=pg_catalog, pg_temp executed by tenantry_app, the owner: 426e7587ac42e9b7e03938943ff4b5f4
tenancy.keep_license_months(provider uuid, moment timestamp with time zone) owned by the owner, definer search_path=pg_catalog, pg_temp executed by tenantry_app, the owner: abd83f759c678fe1c0a31f5cbfef1e4f
tenancy.keep_months_so_far(provider uuid, organizations uuid[], moment timestamp with time zone) owned by the owner, definer search_path=pg_catalog, pg_temp executed by tenantry_app, the owner: c7f9cf28dd5b97bb9d0fbf327de81966
tenancy.leave_account(provider uuid, division uuid, to_parent uuid, moment timestamp with time zone, actor uuid, actor_name text) owned by the owner, definer search_path=pg_catalog, pg_temp executed by tenantry_app, the owner: 7ce8b537d6785bc18a8a05adba8101eb
tenancy.left_license_rows(provider uuid, accounts uuid[], starts timestamp with time zone[], ends timestamp with time zone[]) owned by the owner, definer search_path=pg_catalog, pg_temp executed by tenantry_app, the owner: afbb5dfee0a9415caabd4e6153260c8e
tenancy.let_append(IN target regclass) owned by the owner, invoker executed by the owner: f424a4d34271f69e842e197bef7116eb
tenancy.license_alert_lines(provider uuid, organization uuid) owned by the owner, invoker search_path=pg_catalog, pg_temp executed by the owner: 95f3d45c9d88b1cb0b33c1816b9b9dab
tenancy.license_alert_settings_below(provider uuid, organization uuid) owned by the owner, definer search_path=pg_catalog, pg_temp executed by tenantry_app, the owner: 338fbb484863fbc0538669fa3bd6a16f
tenancy.license_alert_settings_of(provider uuid, organization uuid) owned by the owner, definer search_path=pg_catalog, pg_temp executed by tenantry_app, the owner: 74ecd7f5bda74e8b19e735fb9128f2ed
tenancy.license_alert_step(limit_count integer, demand integer, threshold integer, state integer) owned by the owner, invoker executed by the owner: d7d0c4577ac6dfa444ee7255ac33e14b
tenancy.license_alert_threshold(provider uuid, organization uuid, of_type text) owned by the owner, invoker search_path=pg_catalog, pg_temp executed by the owner: b4f25c425eb8418b3e847d071988c689
tenancy.license_charges(is_division boolean, limit_count integer, demand integer, below_allocated integer, below_reserved integer) owned by the owner, invoker executed by the owner: 6f8b73a905ac5b2616acafa10b23321a
tenancy.license_differences(provider uuid) owned by the owner, definer search_path=pg_catalog, pg_temp executed by tenantry_app, the owner: 41f9d2072eeb990a802b0b862577a414
tenancy.license_months_of(provider uuid, organizations uuid[], wanted date) owned by the owner, definer search_path=pg_catalog, pg_temp executed by tenantry_app, the owner: 861536739d380d7f9c6bc87e894b2932
tenancy.license_types_of_roles(provider uuid, ids uuid[]) owned by the owner, definer search_path=pg_catalog, pg_temp executed by tenantry_app, the owner: fcbc769c4f3b1dd0f3377dd716aa759b
tenancy.license_uses(provider uuid, organization uuid, counted text) owned by the owner, definer search_path=pg_catalog, pg_temp executed by tenantry_app, the owner: ae52792470a623566370c57fd97230bf
tenancy.live_license_uses(provider uuid, organizations uuid[]) owned by the owner, invoker search_path=pg_catalog, pg_temp executed by the owner: bedfc20cb13137453f5cdea8b794b495
tenancy.lock_license_counters(provider uuid, organizations uuid[], types text[]) owned by the owner, invoker search_path=pg_catalog, pg_temp executed by the owner: d0ae4ff0137a117ec3f233e1266dd17b
tenancy.lock_license_places(provider uuid, organizations uuid[], types text[]) owned by the owner, definer search_path=pg_catalog, pg_temp executed by tenantry_app, the owner: c5defa85fa7d16c19cce0dc38faea007
tenancy.lock_licenses(provider uuid, organizations uuid[], wanted text[], is_adding boolean) owned by the owner, definer search_path=pg_catalog, pg_temp executed by tenantry_app, the owner: b65571906f7d3a2447fdc8097e668dcc
tenancy.merge_organization(from_id uuid, into_id uuid, moment timestamp with time zone) owned by the owner, definer search_path=pg_catalog, pg_temp executed by tenantry_app, the owner: 16c300361f40a59beb9f4a3fe61ef713
tenancy.merged_into(organization uuid) owned by the owner, definer search_path=pg_catalog, pg_temp executed by tenantry_app, the owner: c34ce92b86c23aebddc90484fbc61be9
tenancy.merged_names(provider uuid, ids uuid[]) owned by the owner, definer search_path=pg_catalog, pg_temp executed by tenantry_app, the owner: b3bf872854ed7f320d03c504c21a5e01
tenancy.merged_organizations(provider uuid, targets uuid[]) owned by the owner, definer search_path=pg_catalog, pg_temp executed by tenantry_app, the owner: 3b361082c0d79ca68e9381522b4aa690
tenancy.move_licenses(provider uuid, organization uuid, to_parent uuid) owned by the owner, definer search_path=pg_catalog, pg_temp executed by tenantry_app, the owner: 4c4f048b429d840340c48b5fcfc34dd3
tenancy.move_nearness(source uuid, target uuid) owned by the owner, definer search_path=pg_catalog, pg_temp executed by tenantry_app, the owner: 52a6493597d87537343c246ff1da03cf
tenancy.move_tags(source uuid, target uuid) owned by the owner, definer search_path=pg_catalog, pg_temp executed by tenantry_app, the owner: e40177ec6fed13eec836b7d069a2165c
tenancy.note_revoked_token(organization uuid, token uuid) owned by the owner, definer search_path=pg_catalog, pg_temp executed by tenantry_app, the owner: 9e61ce10047ee66b8b129dd688f4254c
tenancy.note_unchanged_reports(provider uuid, organization uuid, token uuid, statuses text[], moment timestamp with time zone, keys text[], names text[], hardware_ids text[], serial_numbers text[], makers text[], models text[], operating_systems text[], ips text[], macs text[]) owned by the owner, definer search_path=pg_catalog, pg_temp executed by tenantry_app, the owner: 5d907bca912b26ad0584bac987c60298
tenancy.open_all_licenses(provider uuid, happened_at timestamp with time zone, why text, actor_name text) owned by the owner, invoker search_path=pg_catalog, pg_temp executed by the owner: ea77a7ad7cbfb21609b0ddb20e943791
tenancy.open_licenses(provider uuid, opened text[], happened_at timestamp with time zone, why text, actor uuid, actor_name text) owned by the owner, invoker search_path=pg_catalog, pg_temp executed by the owner: 97dfb87d6df6cb839bf476ba90f12610
tenancy.organization_wall(organization_column text, entity_column text) owned by the owner, invoker executed by the owner: a5e00f9a077e6c4ed0e89a85af886abf
tenancy.organizations_of_visible_entities() owned by the owner, invoker search_path=pg_catalog, pg_temp executed by tenantry_app, the owner: 7ed9bcc39ec9bdebb7e40094219c82a4
tenancy.protect(IN target regclass, IN organization_column text, IN entity_column text) owned by the owner, invoker executed by the owner: ba1908d38477b598f066733d8416334c
tenancy.protect_own(IN target regclass) owned by the owner, invoker executed by the owner: fdfabbca6a38bcdb44c9ac9c55f63576
tenancy.protect_provider_only(IN target regclass) owned by the owner, invoker executed by the owner: f62674f4ce30ef4e470fb1f14875045a
tenancy.provider_wall() owned by the owner, invoker executed by the owner: ea7faf885d9d1806efa9480e92c9b10c
tenancy.purge_condition(target regclass) owned by the owner, invoker search_path=pg_catalog, pg_temp executed by the owner: 7e2beed1f51d74e4ce164aa724e8bb54
tenancy.purge_organization(organization uuid, typed_code_key text) owned by the owner, definer search_path=pg_catalog, pg_temp executed by tenantry_app, the owner: 283ffb4cb4d398d5392275819e19289a
tenancy.purge_plan() owned by the owner, invoker search_path=pg_catalog, pg_temp executed by the owner: 676c91c894db70f0e0368ba4175edfee
tenancy.refresh_statistics() owned by the owner, definer search_path=pg_catalog, pg_temp executed by tenantry_app, the owner: 8f49c813322bbf06c5afdc736c9f96e5
tenancy.refuse_licenses(provider uuid, refused jsonb) owned by the owner, invoker search_path=pg_catalog, pg_temp executed by the owner: 55f92ff3469421a1c30910b6978a4765
tenancy.release_device_tags(provider uuid, device uuid, from_organization uuid, to_organization uuid) owned by the owner, definer search_path=pg_catalog, pg_temp executed by tenantry_app, the owner: 5a3fa9b841b4b71309b964b8cc15e9fb
tenancy.release_foreigners(organization uuid) owned by the owner, definer search_path=pg_catalog, pg_temp executed by tenantry_app, the owner: 0f4b2fb1768988592f10be00a91bd65e
tenancy.release_license_alerts(provider uuid, run uuid) owned by the owner, definer search_path=pg_catalog, pg_temp executed by tenantry_app, the owner: 6edfd8fd82fb34a07b127186fca08bb4
tenancy.release_tags(organization uuid) owned by the owner, definer search_path=pg_catalog, pg_temp executed by tenantry_app, the owner: a83be14381283f5d0d4a7769ee45e3c9
tenancy.renew_license_alerts(provider uuid, organization uuid) owned by the owner, definer search_path=pg_catalog, pg_temp executed by tenantry_app, the owner: 9d44a4c6b16ba436a064bb5fa7dd3c51
tenancy.require_countable(provider uuid, organization uuid, types text[], charges integer[]) owned by the owner, invoker search_path=pg_catalog, pg_temp executed by the owner: c4514ce8ff586fffb7aaea237c2d7165
tenancy.require_provider(provider uuid) owned by the owner, invoker search_path=pg_catalog, pg_temp executed by the owner: 14c1ab6ac4620867220b245420e67dea
tenancy.require_seen(provider uuid, organizations uuid[]) owned by the owner, invoker search_path=pg_catalog, pg_temp executed by the owner: 55750fb6f506bd29919f4148d14c4594
tenancy.sees_organization(provider uuid, organization uuid) owned by the owner, invoker search_path=pg_catalog, pg_temp executed by the owner: 979be3fdbd6a79d62b04ce2b40631dfd
tenancy.set_license_limits(provider uuid, organization uuid, ids uuid[], types text[], limits integer[], overages integer[], is_confirmed boolean, why text, happened_at timestamp with time zone, actor uuid, actor_name text) owned by the owner, definer search_path=pg_catalog, pg_temp executed by tenantry_app, the owner: 35ed9f470b7e138c3786639de5008f91
tenancy.switch_license_type(provider uuid, switched text, on_or_off boolean, happened_at timestamp with time zone, actor uuid, actor_name text) owned by the owner, definer search_path=pg_catalog, pg_temp executed by tenantry_app, the owner: e245e0ac8ac7de2c82b22e099c8a1193
tenancy.system_roles(provider uuid) owned by the owner, definer search_path=pg_catalog, pg_temp executed by tenantry_app, the owner: dcd7de10c4cd75d35bca423f2c1ad2c2
tenancy.take_back_organizations(import uuid, ids uuid[]) owned by the owner, definer search_path=pg_catalog, pg_temp executed by tenantry_app, the owner: 1b6ce3b8ffa417031ab2b19800842424
tenancy.take_licenses_that_fit(provider uuid, ids uuid[], organizations uuid[], types text[], subject_kinds text[], subject_ids uuid[], subject_names text[], why text, happened_at timestamp with time zone, actor uuid, actor_name text) owned by the owner, definer search_path=pg_catalog, pg_temp executed by tenantry_app, the owner: b37124eb753fd9d6a095a707d748331b
tenancy.taken_codes(code_scope uuid, code_keys text[]) owned by the owner, definer search_path=pg_catalog, pg_temp executed by tenantry_app, the owner: 91fae4f9844cba213908e9751aaaf388
tenancy.things_with_licenses(provider uuid, organization uuid) owned by the owner, definer search_path=pg_catalog, pg_temp executed by tenantry_app, the owner: 8482a8a8dd8f189ad475cf2cf00584f9
tenancy.time_zone_of(provider uuid, organization uuid) owned by the owner, invoker search_path=pg_catalog, pg_temp executed by the owner: 6a51eba14e1bfa16522804b9180d8d3a
tenancy.timed_id() owned by the owner, invoker executed by the owner: e121885878bdd045e369443f0ffe006f
tenancy.try_code(organization uuid, new_code text, new_code_key text) owned by the owner, invoker search_path=pg_catalog, pg_temp executed by tenantry_app, the owner: b04ae5c1c4e1fdf27001e1aa1a2e5c3c
tenancy.visible_entities() owned by the owner, invoker search_path=pg_catalog, pg_temp executed by tenantry_app, tenantry_search, the owner: 1ace253346faab47abe22486749ddf46
tenancy.visible_organizations() owned by the owner, invoker search_path=pg_catalog, pg_temp executed by tenantry_app, tenantry_search, the owner: 2048b542137fee7d30d0b1202a4c50d0
tenancy.wake_license_rules() owned by the owner, definer search_path=pg_catalog, pg_temp executed by tenantry_app, the owner: d1e48b6fd99734d2c65308215a158e2a
tenancy.write_policies(IN target regclass, IN predicate text) owned by the owner, invoker executed by the owner: 209a9b293e90aa4d69bc6b2aa854fee1

-- Triggers
CREATE TRIGGER accounts_email_never_changes BEFORE UPDATE ON auth.accounts FOR EACH ROW WHEN (((new.email IS DISTINCT FROM old.email) OR (new.id IS DISTINCT FROM old.id))) EXECUTE FUNCTION auth.refuse_email_change()
CREATE TRIGGER choose_membership BEFORE INSERT ON auth.sessions FOR EACH ROW WHEN ((new.active_membership_id IS NULL)) EXECUTE FUNCTION auth.choose_membership()
CREATE TRIGGER record_account AFTER INSERT ON auth.accounts FOR EACH ROW EXECUTE FUNCTION auth.record_event('account_created', 'id')
CREATE TRIGGER record_password AFTER INSERT ON auth.credentials FOR EACH ROW EXECUTE FUNCTION auth.record_event('credential_added', 'account_id')
CREATE TRIGGER record_password_change AFTER UPDATE ON auth.credentials FOR EACH ROW WHEN ((new.password IS DISTINCT FROM old.password)) EXECUTE FUNCTION auth.record_event('password_changed', 'account_id', 'changed_from')
CREATE TRIGGER record_password_removal AFTER DELETE ON auth.credentials FOR EACH ROW EXECUTE FUNCTION auth.record_event('credential_removed', 'account_id')
CREATE TRIGGER record_reset_link AFTER INSERT ON auth.verifications FOR EACH ROW EXECUTE FUNCTION auth.record_event('reset_link_issued', 'account_id')
CREATE TRIGGER record_reset_link_end AFTER DELETE ON auth.verifications FOR EACH ROW WHEN ((old.expires_at > now())) EXECUTE FUNCTION auth.record_event('reset_link_spent', 'account_id')
CREATE TRIGGER record_session_end AFTER DELETE ON auth.sessions FOR EACH ROW WHEN ((old.expires_at > now())) EXECUTE FUNCTION auth.record_event('session_ended', 'account_id', 'ended_from')
CREATE TRIGGER record_sign_in AFTER INSERT ON auth.sessions FOR EACH ROW EXECUTE FUNCTION auth.record_event('session_started', 'account_id', 'ip_address')
CREATE TRIGGER revoke_api_keys AFTER UPDATE ON auth.credentials FOR EACH ROW WHEN ((new.password IS DISTINCT FROM old.password)) EXECUTE FUNCTION auth.revoke_api_keys()
