import type { CustomerRecord } from '@tenantry/contract/customer-file.ts'
import type { FileColumn } from '@tenantry/contract/file-columns.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { billingColumns, locationColumns } from '../customers/public.ts'
import { isInternalTo } from '../own-side/public.ts'
import { readPlaces } from './code-paths.ts'
import * as queries from './customer-records.queries.ts'
import { grouped, inOrderOf } from './grouped.ts'

type Row = Awaited<ReturnType<typeof queries.findOrganizations>>[number]
type ContactRow = Awaited<ReturnType<typeof queries.findContactsOf>>[number]

/**
 * Reads customers as a file tells of them, in the order of their ids; what is gone meanwhile is left out, and so is what
 * no column tells.
 */
export async function readCustomerRecords(
  context: CallContext,
  ids: readonly string[],
  columns: readonly FileColumn[],
): Promise<CustomerRecord[]> {
  const parts = await readParts(context, ids, columns)
  return inOrderOf(ids, parts.rows).map((row) => seenBy(context.caller, recordOf(row, parts)))
}

/** Of a partner's own house its people are told nothing internal; a customer's have no columns of that. */
function seenBy(caller: CallContext['caller'], record: CustomerRecord): CustomerRecord {
  if (!isInternalTo(caller, record.id)) return record
  return { ...record, subscriptionId: null, plan: null, accountManagerEmail: null, externalIds: {} }
}

type Parts = Awaited<ReturnType<typeof readParts>>

async function readParts(context: CallContext, ids: readonly string[], columns: readonly FileColumn[]) {
  const { tx, caller } = context
  const fields = new Set(columns.map(({ path }) => path[0] ?? ''))
  const isTold = (...names: string[]) => names.some((name) => fields.has(name))
  const of = <Found extends { organization_id: string }>(
    isNeeded: boolean,
    read: (tx: CallContext['tx'], ids: readonly string[]) => Promise<Found[]>,
  ) => (isNeeded ? read(tx, ids).then(grouped) : Promise.resolve(grouped<Found>([])))
  const [rows, places, settings, contacts, admins, representatives, technicians, tags, outside] = await Promise.all([
    queries.findOrganizations(tx, ids),
    isTold('parentCodes') ? readPlaces(context, ids) : null,
    of(isTold('timeZone', 'locale', 'currency'), queries.findOwnSettings),
    of(isTold('contacts'), (each, some) => queries.findContactsOf(each, some, ['primary', 'billing'])),
    of(isTold('contacts'), queries.findAdministrators),
    of(isTold('salesRepresentatives'), queries.findRepresentativesOf),
    of(isTold('technicianEmails') && caller.permissions.has('users.read'), queries.findTechnicians),
    of(isTold('tagNames'), queries.findTags),
    of(isTold('externalIds'), queries.findExternalIds),
  ])
  return { rows, places, settings, contacts, admins, representatives, technicians, tags, outside }
}

function recordOf(row: Row, parts: Parts): CustomerRecord {
  const { id } = row
  const settings = new Map(parts.settings(id).map(({ name, value }) => [name, value]))
  const setting = (name: string) => settings.get(name) ?? null
  return {
    id: id as CustomerRecord['id'],
    name: row.name,
    code: row.code ?? '',
    type: row.type as CustomerRecord['type'],
    parentCodes: parts.places?.parentCodes(id) ?? [],
    isActive: row.status === 'active',
    status: row.status as CustomerRecord['status'],
    domain: row.domain,
    website: row.website,
    businessEmail: row.business_email,
    phone: row.phone,
    phoneExtension: row.phone_extension,
    subscriptionId: row.subscription_id,
    timeZone: setting('timeZone'),
    locale: setting('locale'),
    currency: setting('currency'),
    location: picked(row, locationColumns),
    // One that follows the company's is told once.
    billing: { ...picked(row, billingColumns), sameAsCompany: row.billing_same_as_company },
    plan: {
      kind: row.plan_kind as NonNullable<CustomerRecord['plan']>['kind'],
      trialLicenses: row.trial_licenses,
      expiresOn: row.plan_expires_on,
    },
    contacts: contactsOf(parts.contacts(id), parts.admins(id)[0]),
    salesRepresentatives: [...parts.representatives(id)],
    accountManagerEmail: row.account_manager_email,
    technicianEmails: parts.technicians(id).map(({ email }) => email),
    tagNames: parts.tags(id).map(({ name }) => name),
    externalIds: bySystem(parts.outside(id)),
    counts: { devices: row.devices, users: row.users, entities: row.entities },
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  }
}

function picked<Name extends string>(row: Row, columns: Readonly<Record<Name, keyof Row>>) {
  const entries = Object.entries(columns) as [Name, keyof Row][]
  return Object.fromEntries(entries.map(([name, column]) => [name, row[column]])) as Record<Name, string | null>
}

function contactsOf(
  rows: readonly ContactRow[],
  admin: Awaited<ReturnType<typeof queries.findAdministrators>>[number] | undefined,
): CustomerRecord['contacts'] {
  const contact = (kind: string) => {
    const row = rows.find((each) => each.kind === kind)
    return row ? contactOf(row) : null
  }
  return {
    primary: contact('primary'),
    billing: contact('billing'),
    admin: admin
      ? {
          firstName: admin.first_name,
          lastName: admin.last_name,
          displayName: admin.name,
          email: admin.email,
          communicationEmail: admin.communication_email,
        }
      : null,
  }
}

/** A contact as the API shows it. */
export function contactOf(row: ContactRow) {
  return {
    firstName: row.first_name,
    lastName: row.last_name,
    email: row.email,
    phone: row.phone,
    phoneExtension: row.phone_extension,
    fax: row.fax,
    faxExtension: row.fax_extension,
  }
}

function bySystem(ids: readonly { system: string; value: string }[]): Record<string, string[]> {
  const by = new Map<string, string[]>()
  for (const { system, value } of ids) by.set(system, [...(by.get(system) ?? []), value])
  return Object.fromEntries(by)
}
