/** What rows name by words of their own, looked up once for all rows of a chunk. */
import type { CustomerRecord } from '@tenantry/contract/customer-file.ts'
import { sortKey } from '@tenantry/contract/fields/sort-keys.ts'
import type { Given } from '@tenantry/contract/file-columns.ts'
import { AppError, invalidInput } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { settleTag } from '../tags/public.ts'
import { findColleague } from '../users/public.ts'

/** Names nobody. */
export const nobody = '00000000-0000-7000-8000-000000000000'

/** Where a row's tags are to be found. */
interface Tagged {
  /** The customer itself, or what it will lie below. */
  organizationId: string
  /** The tags that it carries already. */
  carried?: readonly { id: string; name: string }[]
}

export class LookUps {
  readonly #context: CallContext
  readonly #users = new Map<string, Promise<string>>()
  readonly #tags = new Map<string, Promise<string>>()

  constructor(context: CallContext) {
    this.#context = context
  }

  /** The users who look after a customer, named by their emails; nothing where the row does not tell of them. */
  async usersIn({ technicianEmails }: Given<CustomerRecord>): Promise<{ assignedUserIds?: string[] }> {
    if (technicianEmails === undefined) return {}
    const emails = (technicianEmails ?? []) as string[]
    return { assignedUserIds: await Promise.all(emails.map((email) => this.#userOf(email.trim().toLowerCase()))) }
  }

  /**
   * The tags of a customer, by their names; those that are missing are made. Nothing where the row does not tell of them.
   * @throws invalid_input (422) at `tagNames` for what can be no tag, or none that the caller may make
   */
  async tagsIn({ tagNames }: Given<CustomerRecord>, tagged: Tagged): Promise<{ tagIds?: string[] }> {
    if (tagNames === undefined) return {}
    const byName = new Map((tagged.carried ?? []).map(({ id, name }) => [sortKey(name), id]))
    const ids = ((tagNames ?? []) as string[]).map(
      (name) => byName.get(sortKey(name)) ?? this.#tagOf(tagged.organizationId, name),
    )
    return { tagIds: [...new Set(await Promise.all(ids))] }
  }

  /** A user; whoever is nobody that the caller sees stays, and is refused like any other wrong id. */
  #userOf(email: string): Promise<string> {
    return once(this.#users, email, async () => (await findColleague(this.#context, email)) ?? nobody)
  }

  #tagOf(organizationId: string, name: string): Promise<string> {
    return once(this.#tags, `${organizationId} ${sortKey(name)}`, async () => {
      try {
        return await settleTag(this.#context, organizationId, name)
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        const told = error.details.errors?.[0]
        const code = told?.code ?? 'tag_unknown'
        throw invalidInput({ path: 'tagNames', code, message: told?.message ?? `There is no tag “${name}” here` })
      }
    })
  }
}

function once<Value>(known: Map<string, Promise<Value>>, key: string, find: () => Promise<Value>): Promise<Value> {
  const before = known.get(key)
  if (before) return before
  const found = find()
  known.set(key, found)
  return found
}
