import type { TenantDatabase, TenantTransaction } from '../../platform/database/tenant-database.ts'
import { systemScope } from '../../platform/tenancy/scope.ts'
import { noSeal, sealHash } from './seal-hash.ts'
import { findLastSeal, findUnsealedRows, insertSeals, lockSeals, type Seal } from './seals.queries.ts'

const batchSize = 1000
const lookBackMs = 60 * 60 * 1000

/**
 * Numbers and chains a provider's committed audit rows that have no seal yet, in transactions of a batch each. Rows
 * that were committed late, by a transaction that began earlier, get the next numbers. Takes the provider's sealing
 * lock, so that the chain never forks.
 * @param since where it begins to look; an hour before the last seal where nobody tells of something older
 * @param everything looks at all rows
 * @param isLocked the caller holds the sealing lock already, on a connection of its own
 * @returns the last seal of the chain, and how many were added
 */
export async function sealAudit(
  database: TenantDatabase,
  providerId: string,
  { since, everything = false, isLocked = false }: { since?: Date; everything?: boolean; isLocked?: boolean } = {},
): Promise<Seal & { added: number }> {
  let added = 0
  let from = since ?? null
  for (;;) {
    const work = async (tx: TenantTransaction) => {
      if (!isLocked) await lockSeals(tx, providerId)
      return sealBatch(tx, from, everything)
    }
    const batch: SealedBatch = await database.within(systemScope(providerId), work)
    added += batch.added
    if (batch.added < batchSize) return { number: batch.number, hash: batch.hash, added }
    // What lies before has just been sealed; looking there again would make many batches slow.
    from = batch.upTo
  }
}

type SealedBatch = Seal & { added: number; upTo: Date | null }

async function sealBatch(tx: TenantTransaction, from: Date | null, everything: boolean): Promise<SealedBatch> {
  const last = await findLastSeal(tx)
  const lookedBack = last && !everything ? new Date(last.occurred_at.getTime() - lookBackMs) : null
  const rows = await findUnsealedRows(tx, from ?? lookedBack, batchSize)
  let head: Seal = last ?? noSeal
  const seals = rows.map((row) => {
    const { occurred_at, ...sealed } = row
    head = { number: head.number + 1, hash: sealHash(head.hash, head.number + 1, sealed) }
    return { ...head, row: { ...sealed, occurred_at } }
  })
  if (seals.length > 0) await insertSeals(tx, seals)
  return { ...head, added: seals.length, upTo: rows.at(-1)?.occurred_at ?? null }
}
