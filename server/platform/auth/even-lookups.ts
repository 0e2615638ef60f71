import type { DBAdapter } from 'better-auth/adapters'

const nobody = '00000000-0000-0000-0000-000000000000'

/**
 * Makes looking up an unknown address cost as much as a known one: the library asks for the password in a second query,
 * which it leaves out when there is no account.
 */
export function evenLookups(adapter: DBAdapter): DBAdapter {
  return {
    ...adapter,
    findOne: async (args) => {
      const row = await adapter.findOne<never>(args)
      if (row === null && args.model === 'user' && args.join?.account)
        await adapter.findMany({ model: 'account', where: [{ field: 'userId', value: nobody }], limit: 100 })
      return row
    },
  }
}
