import { ContactInput } from '@tenantry/contract/contacts.ts'
import type { TagId } from '@tenantry/contract/ids.ts'
import type { TagColor } from '@tenantry/contract/tag-labels.ts'
import { updateCustomer } from '../features/customers/public.ts'
import { createNote } from '../features/notes/create-note.ts'
import { createTag } from '../features/tags/save-tag.ts'
import type { TenantDatabase } from '../platform/database/tenant-database.ts'
import type { CallContext } from '../platform/http/context.ts'
import type { GeneratedCustomer, GeneratedProvider } from './generate-provider.ts'
import { givenAndFamily, mailName } from './names.ts'
import { type Random, seeded } from './random.ts'
import { type Colleague, workingAs } from './working-as.ts'

const tags: readonly (readonly [name: string, color: TagColor, share: number])[] = [
  ['Key account', 'violet', 0.12],
  ['24/7', 'red', 0.1],
  ['On site on Fridays', 'teal', 0.15],
  ['Managed backup', 'blue', 0.3],
  ['Paper invoices', 'gray', 0.08],
]

const notes = [
  'Call the front desk before you reboot anything: the phone system hangs on the same switch.',
  'Moves to the new office in spring; no new hardware for the old one.',
  'Server room key is with the janitor. Ring twice.',
  'Prefers mail to phone calls. Answers within the hour.',
  'Backups run at 02:00 local time; nothing heavy between 02:00 and 04:00.',
]

const roles = ['Emergency', 'Approver', 'VIP', 'Technical']

/**
 * Writes down whom one talks to at the customers, what they are tagged with and what is noted about them, by the
 * product's own use-cases and as the work of one of the provider's administrators, a day after each customer was added,
 * or now where that day has not passed. Archived customers stay as they are.
 */
export async function relateCustomers(
  database: TenantDatabase,
  provider: GeneratedProvider,
  administrator: Colleague,
  now: Date,
): Promise<void> {
  const work = workingAs(database, provider, administrator)
  const [oldest] = provider.customers
  if (!oldest) return
  const made = await work(oldest.createdAt, makeTags)
  const random = seeded(provider.customers.length)
  for (const customer of provider.customers) {
    if (customer.status === 'archived') continue
    const nextDayMs = customer.createdAt.getTime() + 86_400_000
    const at = new Date(Math.min(nextDayMs, now.getTime()))
    await work(at, (context) => relate(context, random, customer, made))
  }
}

type MadeTag = { id: TagId; share: number }

async function makeTags(context: CallContext): Promise<MadeTag[]> {
  const made = []
  for (const [name, color, share] of tags) made.push({ share, id: (await createTag(context, { name, color })).tag.id })
  return made
}

async function relate(
  context: CallContext,
  random: Random,
  customer: GeneratedCustomer,
  made: readonly MadeTag[],
): Promise<void> {
  const tagIds = made.filter(({ share }) => random.chance(share)).map(({ id }) => id)
  await updateCustomer(context, customer.id, { contacts: contactsOf(random, customer), tagIds })
  if (!random.chance(0.25)) return
  const note = { body: random.pick(notes), isPinned: random.chance(0.4), isVisibleToCustomer: false }
  await createNote(context, customer.id, note)
}

function contactsOf(random: Random, { code, language }: GeneratedCustomer) {
  const contact = () => {
    const { given, family } = givenAndFamily(random, language)
    const email = `${mailName(`${given} ${family}`, `contact-${random.between(100, 999)}`)}@${code.toLowerCase()}.example`
    return ContactInput.parse({ firstName: given, lastName: family, email })
  }
  const others = random.chance(0.3) ? [{ ...contact(), role: random.pick(roles) }] : []
  return {
    primary: contact(),
    ...(random.chance(0.5) ? { billing: contact() } : {}),
    ...(others.length > 0 ? { others } : {}),
  }
}
