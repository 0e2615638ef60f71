/** What stands in a prepared statement in place of its values. */
import { type AliasableExpression, ExpressionWrapper, ValueNode } from 'kysely'
import type { Tables } from '../../database/tables.generated.ts'
import type { Scope } from '../tenancy/scope.ts'

/** The values of a statement while it is built: expressions whose values come when it runs. */
export type Given<Values> = { [Name in keyof Values]: AliasableExpression<Exclude<Values[Name], undefined>> }

/** The scope of whoever runs the statement: rows that it inserts take their provider from here. */
export type GivenScope = Given<Pick<Scope, 'providerId' | 'organizationId' | 'membershipId'>>

/** Stands for a value that is told when the statement runs. */
export class Slot {
  readonly name: string
  readonly #source: 'given' | 'scope'

  constructor(source: 'given' | 'scope', name: string) {
    this.#source = source
    this.name = name
  }

  valueIn(sources: { given: object; scope: object }): unknown {
    return (sources[this.#source] as Record<string, unknown>)[this.name]
  }
}

/** A slot as part of a statement. */
class SlotExpression<Value> extends ExpressionWrapper<Tables, never, Value> {
  constructor(slot: Slot) {
    super(ValueNode.create(slot))
  }

  /** Whatever is computed while the statement is built would stay in it. */
  override toString(): never {
    throw new TypeError('A value is not known while its statement is built')
  }
}

const scopeSlots = {
  providerId: new Slot('scope', 'providerId'),
  organizationId: new Slot('scope', 'organizationId'),
  membershipId: new Slot('scope', 'membershipId'),
}

/** The values of a scope, to be told later. */
export const scopeExpressions: GivenScope = {
  providerId: new SlotExpression(scopeSlots.providerId),
  organizationId: new SlotExpression(scopeSlots.organizationId),
  membershipId: new SlotExpression(scopeSlots.membershipId),
}

/** The scope that the wall writes into kept statements: it only passes the values on, so slots do as well. */
export function scopeOfSlots(reach: Scope['reach']): Scope {
  return { ...scopeSlots, reach } as unknown as Scope
}

/** Expressions for values that are told later, by their names. */
export function slotsFor<Values extends object>(values: Values): Given<Values> {
  const given = Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, new SlotExpression(new Slot('given', name))]],
  )
  return Object.fromEntries(given)
}
