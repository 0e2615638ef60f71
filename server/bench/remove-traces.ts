import { lockSpaces } from '../platform/database/advisory-lock.ts'
import { relayLock } from '../platform/jobs/relay.ts'
import type { OwnerConnections } from './owner-connections.ts'

/** What the names of customers begin with that benchmarks add. */
export const benchName = 'Bench Customer'

/**
 * Removes what a benchmark has written: the customers that it has added, and what is logged and kept of its calls.
 * @param since when it began, by the clock of the machine
 */
export async function removeTraces(connections: OwnerConnections, providerId: string, since: Date): Promise<void> {
  const connection = await connections.open()
  const made = `SELECT id FROM organizations WHERE provider_id = $1 AND starts_with(name, $2)`
  const remove = (table: string, column: string) =>
    connection.query(`DELETE FROM ${table} WHERE provider_id = $1 AND ${column} IN (${made})`, [providerId, benchName])
  const removeSince = (table: string, column: string) =>
    connection.query(`DELETE FROM ${table} WHERE provider_id = $1 AND ${column} >= $2`, [providerId, since])
  await connection.query('BEGIN')
  // Whoever passes events on or seals what is logged waits, and finds nothing to do afterwards.
  await connection.query('SELECT pg_advisory_xact_lock($1)', [relayLock])
  await connection.query('SELECT pg_advisory_xact_lock($1, hashtext($2))', [lockSpaces.auditSeal, providerId])
  const payloads = 'DELETE FROM audit_payloads WHERE provider_id = $1 AND audit_event_id IN'
  const events = '(SELECT id FROM audit_events WHERE provider_id = $1 AND occurred_at >= $2)'
  await connection.query(`${payloads} ${events}`, [providerId, since])
  for (const table of ['audit_seals', 'audit_events']) await removeSince(table, 'occurred_at')
  for (const table of ['outbox', 'idempotency_keys']) await removeSince(table, 'created_at')
  await remove('organization_closure', 'descendant_id')
  for (const table of ['onboarding_items', 'license_months', 'organization_counters'])
    await remove(table, 'organization_id')
  await remove('organizations', 'id')
  await connection.query('COMMIT')
}
