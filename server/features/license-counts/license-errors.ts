/** What the database refuses of licenses, in the words of the API. */
import type { FieldProblem } from '@tenantry/contract/errors.ts'
import { trialDevicesWord } from '@tenantry/contract/license-ledger-words.ts'
import { shortSentence } from '@tenantry/contract/license-sentence.ts'
import { englishCount } from '../../platform/english.ts'
import { AppError, invalidInput } from '../../platform/errors.ts'
import { type Actor, mayActor } from '../../platform/http/context.ts'

/** SQLSTATEs that the functions of licenses raise. */
const exhausted = 'TLEXH'
const belowUse = 'TLLOW'
const beyondCount = 'TLMST'

/** As the database has them: of a type, in what lies directly below the provider with all below it, and in all. */
const mostBelowHouse = 50_000_000
const mostOfProvider = 1_000_000_000

interface Exhausted {
  organizationId: string
  type: string
  name: string | null
  free: number
  limit: number
  /** How many are taken beyond the limit, and how many of all limits below set aside. */
  overBy: number
  setAside: number
  /** Whose limit or pool it is. */
  organization: string
  /** How many were asked for; left out for one. */
  needed?: number
  isSeen: boolean
}

type TypeNames = ReadonlyMap<string, string>

interface BelowUse {
  type: string
  used: number
  overBy: number
}

/** What trials count is no type of the provider's, and has a name all the same. */
const nameOf = (type: string, name: string | null | undefined) =>
  name ?? (type === 'trial_devices' ? trialDevicesWord : null)

/**
 * Runs what changes licenses.
 * @param names what the provider calls its types, where the change can lower a limit
 * @throws license_exhausted (409) with the first type that is short, and how many are left where the pool is the caller's
 * to see; all of them in `errors`
 * @throws license_limit_below_use (409) with what the limit would be over by
 * @throws invalid_input (422) where more would be set aside than is counted
 */
export async function refusingLicenses<T>(actor: Actor, work: Promise<T>, names?: TypeNames): Promise<T> {
  try {
    return await work
  } catch (error) {
    throw licenseRefusal(actor, error, names) ?? error
  }
}

/** The refusal behind an error of the database; null for any other error. */
export function licenseRefusal(actor: Actor, error: unknown, names?: TypeNames): AppError | null {
  const { code, detail } = error as { code?: unknown; detail?: unknown }
  if (typeof detail !== 'string') return null
  if (code === exhausted) return exhaustedError(actor, JSON.parse(detail) as Exhausted[])
  if (code === belowUse) return belowUseError(JSON.parse(detail) as BelowUse[], names)
  if (code === beyondCount) return beyondCountError(JSON.parse(detail) as string[])
  return null
}

/** The refusal behind what the database says of what is exhausted. */
export function exhaustedRefusal(actor: Actor, detail: string): AppError {
  return exhaustedError(actor, JSON.parse(detail) as Exhausted[])
}

/** What is told of a pool that is not the caller's to see. */
const noFigures = { free: null, limit: null, organization: null, needed: null, overBy: null, setAside: null }

function figuresOf({ free, limit, organization, needed = 1, overBy, setAside }: Exhausted) {
  return { free, limit, organization, needed, overBy, setAside }
}

function exhaustedError(actor: Actor, short: readonly Exhausted[]): AppError {
  const told = short.map((each) => {
    const figures = isOwn(actor, each) ? figuresOf(each) : noFigures
    return { type: each.type, name: nameOf(each.type, each.name), ...figures }
  })
  const [first] = told
  return new AppError('license_exhausted', {
    detail: told.map((each) => shortSentence(each)).join('; '),
    params: first ?? { type: '', name: null, ...noFigures },
    errors: told.map(({ type, ...params }): FieldProblem => {
      return { path: type, code: 'license_exhausted', message: shortSentence({ type, ...params }), params }
    }),
    cause: short,
  })
}

/** What the provider has left is shown to those of its people alone who may see its pool. */
function isOwn(actor: Actor, { organizationId, isSeen }: Exhausted): boolean {
  if (!isSeen) return false
  if (organizationId !== actor.scope.providerId) return true
  return mayActor(actor, 'license_pool.read')
}

function belowUseError(below: readonly BelowUse[], names?: TypeNames): AppError {
  const told = below.map(({ type, used, overBy }) => {
    const said = `${englishCount(used)} in use or set aside, over by ${englishCount(overBy)}`
    return { type, name: nameOf(type, names?.get(type)), used, overBy, said }
  })
  const [first] = told
  return new AppError('license_limit_below_use', {
    detail: told.map(({ type, name, said }) => `${name ?? type}: ${said}`).join('; '),
    params: {
      type: first?.type ?? '',
      name: first?.name ?? null,
      used: first?.used ?? 0,
      overBy: first?.overBy ?? 0,
    },
    errors: told.map(({ type, name, used, overBy, said }) => ({
      path: type,
      code: 'license_limit_below_use',
      message: said,
      params: { name, used, overBy },
    })),
  })
}

/** Says the bounds and no number of those above: how much is set aside in all is not everybody's to know. */
function beyondCountError(types: readonly string[]): AppError {
  const most = [mostBelowHouse, mostOfProvider].map(englishCount)
  const message = `So many cannot be set aside: limits of one type come to ${most[0]} at most in what lies directly below the provider, and to ${most[1]} in all`
  return invalidInput(...types.map((type) => ({ path: `types.${type}`, code: 'too_many', message })))
}
