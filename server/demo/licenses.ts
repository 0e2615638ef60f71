import { ReportedDevice } from '@tenantry/contract/enrollments.ts'
import type { LicensePurchaseInput } from '@tenantry/contract/license-purchases.ts'
import { enrollDevices } from '../features/enrollments/enroll-devices.ts'
import { KnownTokens } from '../features/enrollments/known-tokens.ts'
import { createToken } from '../features/enrollments/tokens.ts'
import { createRule } from '../features/license-rules/rules.ts'
import { setCustomerLicenses } from '../features/licenses/customer-licenses.ts'
import { todayOf } from '../features/licenses/public.ts'
import { createPurchase } from '../features/licenses/purchases.ts'
import type { Installation } from '../installation.ts'
import type { CallContext } from '../platform/http/context.ts'
import { MinuteLimit } from '../platform/http/minute-limit.ts'
import type { GeneratedProvider } from './generate-provider.ts'
import { type Colleague, workingAs } from './working-as.ts'

/**
 * Buys licenses, sets some aside and lets devices report themselves, by the product's own use-cases and now: one purchase
 * ends soon, one customer is near its threshold and one at its limit, and the others draw on the pool. A few of the
 * devices wait for a license, and a rule for them is written and off.
 */
export async function giveLicenses(
  { database, clock }: Pick<Installation, 'database' | 'clock'>,
  provider: GeneratedProvider,
  administrator: Colleague,
): Promise<void> {
  const work = workingAs(database, provider, administrator)
  const now = clock.now()
  const [near, full, roomy, watched] = await work(now, async (context) => {
    await buy(context)
    return findLargest(context)
  })
  if (!near || !full || !roomy || !watched) return
  await work(now, async (context) => {
    await setAside(context, near, Math.ceil(near.demand / 0.79), 0)
    await setAside(context, full, full.demand, 0)
    await setAside(context, roomy, roomy.demand + 25, 10)
    await createRule(context, { name: 'Front-desk computers', isOn: false, conditions: frontDesk })
  })
  const enrolling = { database, clock, limit: new MinuteLimit(0, clock), known: new KnownTokens() }
  for (const { at, name, most, license, devices } of [
    { at: near, name: 'Roll-out of the front desks', most: 2, license: 'take', devices: 4 },
    { at: full, name: 'New branch', most: null, license: 'take', devices: 2 },
    { at: watched, name: 'What is on the network', most: null, license: 'wait', devices: 3 },
  ] as const) {
    const input = { name, expiresInDays: 30, mostDevices: most, license }
    const { token } = await work(now, (context) => createToken(context, at.id, input))
    await enrollDevices(enrolling, `Bearer ${token}`, { id: 'demo', source: null }, reports(at.code, devices))
  }
}

const frontDesk = { classes: ['computer'], makers: ['Dell'], addressRanges: [], organizationIds: [] }

/** What is owned is more than what is in use, and of one type soon less. */
async function buy(context: CallContext): Promise<void> {
  const today = Date.parse(await todayOf(context))
  const day = (from: number) => new Date(today + from * 86_400_000).toISOString().slice(0, 10)
  const purchases: LicensePurchaseInput[] = [
    { type: 'it_assets', quantity: 3_100, startsOn: day(-410), reference: 'PO-2041' },
    { type: 'it_assets', quantity: 250, startsOn: day(-344), endsOn: day(21), reference: 'PO-2117' },
    { type: 'mobile_devices', quantity: 600, startsOn: day(-200), endsOn: day(165), reference: 'PO-2230' },
    { type: 'users', quantity: 750, startsOn: day(-410), reference: 'PO-2042' },
    { type: 'technicians', quantity: 20, startsOn: day(-410), reference: 'PO-2042' },
  ]
  for (const each of purchases) await createPurchase(context, each)
}

interface Large {
  id: string
  code: string
  demand: number
}

/** Active customers of the provider's own with the most IT assets, but for trials. */
function findLargest({ tx, caller }: CallContext): Promise<Large[]> {
  return tx
    .selectFrom('license_counters as k')
    .innerJoin('organizations as o', (join) =>
      join.onRef('o.provider_id', '=', 'k.provider_id').onRef('o.id', '=', 'k.organization_id'),
    )
    .select(['o.id', 'o.code', 'k.demand'])
    .where('k.type', '=', 'it_assets')
    .where('o.type', '=', 'customer')
    .where('o.status', '=', 'active')
    .where('o.plan_kind', '=', 'purchased')
    .where('o.parent_id', '=', caller.scope.providerId)
    .orderBy('k.demand', 'desc')
    .orderBy('o.id')
    .limit(4)
    .$narrowType<{ code: string }>()
    .execute()
}

async function setAside(context: CallContext, { id }: Large, limit: number, overage: number): Promise<void> {
  await setCustomerLicenses(context, id, { mode: 'allocated', types: [{ type: 'it_assets', limit, overage }] })
}

const models = [
  { maker: 'Dell', model: 'OptiPlex 7020', operatingSystem: 'Windows 11 Pro' },
  { maker: 'Lenovo', model: 'ThinkCentre M70q', operatingSystem: 'Windows 11 Pro' },
]

/** Devices as an agent reports them. */
function reports(code: string, count: number): ReportedDevice[] {
  return Array.from({ length: count }, (_, index) =>
    ReportedDevice.parse({
      ...models[index % models.length],
      name: `${code.toLowerCase()}-desk-${index + 1}`,
      serialNumber: `${code.slice(0, 3)}7Q${4_021 + index * 37}`,
      ipAddresses: [`10.20.4.${11 + index}`],
    }),
  )
}
