import type { DBAdapter, DBTransactionAdapter, Where } from 'better-auth/adapters'
import { hashSessionToken, newSessionToken } from './session-cookie.ts'

/**
 * Stands between the sign-in library and the database, so that the library works with tokens while the database holds
 * hashes only. New sessions get a token of ours, since the library's own has fewer random bits.
 */
export function hashSessionTokens(adapter: DBAdapter): DBAdapter {
  return {
    ...adapter,
    ...hashed(adapter),
    transaction: (work) => adapter.transaction((inner) => work({ ...inner, ...hashed(inner) })),
  }
}

type Hashed = Pick<
  DBTransactionAdapter,
  'create' | 'findOne' | 'findMany' | 'count' | 'update' | 'updateMany' | 'delete' | 'deleteMany' | 'consumeOne'
>

function hashed(adapter: DBTransactionAdapter): Hashed {
  return {
    create: async (args) => {
      if (args.model !== 'session') return adapter.create(args)
      const token = newSessionToken()
      return withToken(await adapter.create({ ...args, data: { ...args.data, token: hashSessionToken(token) } }), token)
    },
    findOne: async (args) => known(await adapter.findOne(overHashes(args)), args),
    findMany: (args) => adapter.findMany(args.where ? overHashes({ ...args, where: args.where }) : args),
    count: (args) => adapter.count(args.where ? overHashes({ ...args, where: args.where }) : args),
    update: async (args) => known(await adapter.update(overHashes(args)), args),
    updateMany: (args) => adapter.updateMany(overHashes(args)),
    delete: (args) => adapter.delete(overHashes(args)),
    deleteMany: (args) => adapter.deleteMany(overHashes(args)),
    consumeOne: async (args) => known(await adapter.consumeOne(overHashes(args)), args),
  }
}

interface Condition {
  model: string
  where: Where[]
}

function overHashes<Args extends Condition>(args: Args): Args {
  if (args.model !== 'session') return args
  return { ...args, where: args.where.map((each) => (each.field === 'token' ? hashedCondition(each) : each)) }
}

function hashedCondition(condition: Where): Where {
  if (typeof condition.value !== 'string') throw new TypeError('Sessions are looked up by one token at a time')
  return { ...condition, value: hashSessionToken(condition.value) }
}

/** The library puts the token that it finds in a row into the cookie, so the row gets back what it was asked for. */
function known<Row>(row: Row | null, { model, where }: Condition): Row | null {
  const token = where.find((each) => each.field === 'token')?.value
  return row !== null && model === 'session' && typeof token === 'string' ? withToken(row, token) : row
}

function withToken<Row>(row: Row, token: string): Row {
  return { ...row, token }
}
