/** A purchase as a form holds it. */
import { minorDigits } from '@tenantry/contract/fields/currencies.ts'
import {
  type LicensePurchase,
  LicensePurchaseInput,
  type LicensePurchasePatch,
} from '@tenantry/contract/license-purchases.ts'
import { mostLicenses } from '@tenantry/contract/licenses.ts'
import { formatNumber } from '../../platform/format.ts'
import { typedCount } from '../../platform/typed-count.ts'
import { type FieldErrors, schemaErrors } from '../../platform/zod-form.ts'
import { decimalOf, minorOf, readingsOf } from './amounts.ts'
import { texts } from './licenses.texts.ts'

const words = texts.purchase

export type PurchaseValues = {
  type: string
  quantity: string
  startsOn: string
  endsOn: string
  reference: string
  cost: string
  currency: string
}

/** What a new purchase begins with: today, without an end. */
export function newPurchase(today: string, currency: string): PurchaseValues {
  return { type: '', quantity: '', startsOn: today, endsOn: '', reference: '', cost: '', currency }
}

/** The values of one that is stored. */
export function purchaseValuesOf(purchase: LicensePurchase): PurchaseValues {
  const { type, quantity, startsOn, endsOn, reference, costMinor, currency } = purchase
  return {
    type,
    quantity: String(quantity),
    startsOn,
    endsOn: endsOn ?? '',
    reference: reference ?? '',
    cost: costMinor === null ? '' : decimalOf(costMinor, currency ?? ''),
    currency: currency ?? '',
  }
}

const exampleOf = (currency: string) => 1250 * 10 ** minorDigits(currency)

/** What is sent of a new one. A currency without a cost stays at home. */
export function toPurchaseInput(values: PurchaseValues) {
  const costMinor = minorOf(values.cost, values.currency)
  return {
    type: values.type,
    quantity: typedCount(values.quantity),
    startsOn: values.startsOn,
    endsOn: values.endsOn || null,
    reference: values.reference.trim() || null,
    costMinor,
    currency: costMinor === null ? null : values.currency || null,
  }
}

/** What is sent of a change: only what differs. */
export function changedPurchaseFields(before: LicensePurchase, values: PurchaseValues): LicensePurchasePatch {
  const stored: Record<string, unknown> = { ...before }
  const { type: _, ...fields } = toPurchaseInput(values)
  return Object.fromEntries(Object.entries(fields).filter(([name, value]) => stored[name] !== value))
}

function quantityError(typed: string): FieldErrors {
  if (typed.trim() === '') return { quantity: words.quantityMissing }
  const quantity = typedCount(typed)
  return quantity >= 1 && quantity <= mostLicenses ? {} : { quantity: words.quantityWrong(formatNumber(mostLicenses)) }
}

function wrongCost({ cost, currency }: PurchaseValues): string {
  const readings = readingsOf(cost, currency)
  if (readings) return words.costEither(readings.decimal, readings.thousands)
  const example = decimalOf(exampleOf(currency), currency)
  const isTooFine = minorDigits(currency) === 0 && /\d[.,]\d+$/.test(cost.trim())
  return isTooFine ? words.costWhole(currency, example) : words.costWrong(example)
}

/** What keeps the values from being sent. */
export function purchaseErrors(values: PurchaseValues): FieldErrors {
  const input = toPurchaseInput(values)
  const isCostWrong = Number.isNaN(input.costMinor)
  return toPurchasePaths({
    ...schemaErrors(LicensePurchaseInput, { ...input, costMinor: isCostWrong ? null : input.costMinor }),
    ...(values.type === '' ? { type: words.typeMissing } : {}),
    ...quantityError(values.quantity),
    ...(values.startsOn === '' ? { startsOn: words.startsOnMissing } : {}),
    ...(values.endsOn !== '' && values.endsOn < values.startsOn ? { endsOn: words.beforeStart } : {}),
    ...(isCostWrong ? { costMinor: wrongCost(values) } : {}),
    ...(input.costMinor !== null && values.currency === '' ? { currency: words.currencyMissing } : {}),
  })
}

/** Errors by the paths of a request, moved to where the fields are. */
export function toPurchasePaths({ costMinor, ...errors }: FieldErrors): FieldErrors {
  return costMinor === undefined ? errors : { ...errors, cost: costMinor }
}

/** The cost in the person's language; empty where none is known. */
export function formatCost({ costMinor, currency }: Pick<LicensePurchase, 'costMinor' | 'currency'>): string {
  if (costMinor === null || currency === null) return ''
  const digits = minorDigits(currency)
  return new Intl.NumberFormat(undefined, {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(costMinor / 10 ** digits)
}
