import { z } from 'zod'
import { defineTask } from '../../platform/jobs/tasks.ts'
import { auditAppended } from './audit-appended.ts'
import { sealAudit } from './seal-audit.ts'

/**
 * Seals what was appended to a provider's audit log. The head of the chain also goes to the log of the server: kept
 * somewhere else, it proves later that the end of the chain was not cut off.
 */
export const sealAuditTask = defineTask({
  name: 'seal_audit',
  // Events of the first version tell of no instant.
  payload: z.object({ providerId: z.uuid(), payload: z.object({ since: z.iso.datetime().optional() }) }),
  triggers: [{ event: auditAppended.name, oncePer: 'payload' }],
  run: async ({ tenantDb, log }, { providerId, payload: { since } }) => {
    const { number, hash, added } = await sealAudit(tenantDb, providerId, since ? { since: new Date(since) } : {})
    if (added > 0) log.info({ event: 'audit.sealed', providerId, number, hash: hash.toString('hex') })
  },
})

/** Seals, once a day, what was committed later than the usual look back reaches. */
export const sealAllAuditTask = defineTask({
  name: 'seal_all_audit',
  payload: z.object({}),
  run: async ({ tenantDb, providers }) => {
    for (const providerId of await providers()) await sealAudit(tenantDb, providerId, { everything: true })
  },
})

/** Makes the partitions of the audit log for this month and the three after it. */
export const ensureAuditPartitionsTask = defineTask({
  name: 'ensure_audit_partitions',
  payload: z.object({}),
  run: async ({ clock, query }) => {
    await query('SELECT audit.ensure_partitions($1, 4)', [clock.now().toISOString().slice(0, 10)])
  },
})
