/** What rows name by words of their own, looked up once for all rows of a chunk. */
import type { CustomerRecord } from '@tenantry/contract/customer-file.ts'
import type { Given } from '@tenantry/contract/file-columns.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { findColleague } from '../users/public.ts'

/** Names nobody. */
const nobody = '00000000-0000-7000-8000-000000000000'

export class LookUps {
  readonly #context: CallContext
  readonly #users = new Map<string, string>()

  constructor(context: CallContext) {
    this.#context = context
  }

  /** The ids that stand in the API for what a row names: those who look after it, by their emails. */
  async idsIn({ technicianEmails }: Given<CustomerRecord>): Promise<{ assignedUserIds?: string[] }> {
    if (!technicianEmails) return {}
    const assignedUserIds: string[] = []
    for (const email of technicianEmails as string[]) assignedUserIds.push(await this.#userOf(email))
    return { assignedUserIds }
  }

  /** A user; whoever is nobody that the caller sees stays, and is refused like any other wrong id. */
  async #userOf(email: string): Promise<string> {
    const key = email.trim().toLowerCase()
    const known = this.#users.get(key)
    if (known !== undefined) return known
    const id = (await findColleague(this.#context, key)) ?? nobody
    this.#users.set(key, id)
    return id
  }
}
