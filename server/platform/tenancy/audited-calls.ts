/** SQL written by hand inside typed statements: it may compute, and read nothing but through functions that are walled. */
import type { OperationNode, RawNode } from 'kysely'

const functions = [
  'search.organization_ids',
  'search.device_ids',
  'search.membership_ids',
  'search.entity_ids',
  'search.duplicate_ids',
  'auth.memberships_of',
  'auth.ensure_account',
  'tenancy.is_set_up',
  'tenancy.system_roles',
  'tenancy.effective_status',
  'tenancy.purge_organization',
  'tenancy.merge_organization',
  'tenancy.merged_into',
  'tenancy.move_nearness',
  'tenancy.release_foreigners',
  'tenancy.assigned_people',
  'tenancy.release_tags',
  'tenancy.move_tags',
  'auth.access_below',
  'auth.end_sessions_below',
  'auth.forget_accounts',
  'tenancy.taken_codes',
  'tenancy.refresh_statistics',
  'tenancy.license_types_of_roles',
  'tenancy.change_licenses',
  'tenancy.take_licenses_that_fit',
  'tenancy.release_device_tags',
  'tenancy.set_license_limits',
  'tenancy.move_licenses',
  'tenancy.leave_account',
  'tenancy.left_license_rows',
  'tenancy.things_with_licenses',
  'tenancy.keep_license_limits',
  'tenancy.license_uses',
  'tenancy.keep_license_months',
  'tenancy.license_months_of',
  'tenancy.keep_months_so_far',
  'tenancy.found_merged',
  'tenancy.note_revoked_token',
  'tenancy.note_unchanged_reports',
  'tenancy.merged_names',
  'tenancy.merged_organizations',
  'tenancy.switch_license_type',
  'tenancy.add_license_catalog',
  'tenancy.license_differences',
  'tenancy.license_alert_settings_below',
  'tenancy.license_alert_settings_of',
  'tenancy.renew_license_alerts',
  'tenancy.alert_mail_states',
  'tenancy.hold_license_alerts',
  'tenancy.release_license_alerts',
  'tenancy.wake_license_rules',
  'tenancy.take_back_organizations',
  'auth.open_membership',
  'pg_advisory_xact_lock',
  'pg_advisory_xact_lock_shared',
  // Rows of values that the statement is given, of no table.
  'unnest',
]
const argument = String.raw`(?:\$|hashtext\(\$\))(?:::[a-z]+(?:\[\])?)?(?:\s*\+\s*\$)?`
const call = `(?:${functions.map((name) => name.replace('.', '\\.')).join('|')})\\((?:${argument}(?:\\s*,\\s*${argument})*)?\\)`
const alias = String.raw`(?:\s+as\s+[a-z_]+(?:\([a-z_, ]+\))?)?`
const columns = String.raw`(?:\*|[a-z_]+|1)(?:\s+as\s+[a-z_]+)?`
const auditedCall = new RegExp(`^(?:${call}|\\(select\\s+(?:${columns}\\s+from\\s+)?${call}${alias}\\))$`)
const readsRows = /\b(?:select|from|join|table)\b/i
const readsNone = /\bdistinct\s+from\b|\bextract\s*\(\s*[a-z]+\s+from\b/gi

/** Whether handwritten SQL is one call of a function that walls what it reads by itself. */
export function isAuditedCall(node: RawNode): boolean {
  return auditedCall.test(textOf(node).trim())
}

/** Whether handwritten SQL could read a table, a view or a function's rows. */
export function couldReadRows(node: RawNode): boolean {
  const text = textOf(node)
  return readsRows.test(text) && readsRows.test(text.replace(readsNone, ''))
}

/** The text with a `$` in place of each value and of each part that the typed access has built. */
function textOf(node: OperationNode): string {
  if (node.kind !== 'RawNode') return '$'
  const { sqlFragments, parameters } = node as RawNode
  return sqlFragments.reduce(
    (text, fragment, index) => text + fragment + (parameters[index] ? textOf(parameters[index]) : ''),
    '',
  )
}
