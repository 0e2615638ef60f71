/** What devices report again as it was: most do most of the time. */
import type { ReportedDevice } from '@tenantry/contract/enrollments.ts'
import type { OrganizationStatus } from '@tenantry/contract/organizations.ts'
import { sql } from 'kysely'
import { prepared } from '../../platform/database/prepared.ts'
import type { Given } from '../../platform/database/slots.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import { type TokenState, tokenStateOf } from './enrollments.queries.ts'

/** Where, by what and when devices report themselves. */
export interface Reporting {
  organizationId: string
  tokenId: string
  /** The statuses of the organization, and of all above, in which something is noted. */
  statuses: readonly OrganizationStatus[]
  now: Date
}

/** What has become of reports. */
export interface Noted {
  /** What the token may still do; nothing where it, or its organization, is gone meanwhile. */
  state: TokenState | undefined
  /** The ids of the devices that have reported word for word what is known of them, by their keys. */
  repeated: ReadonlyMap<string, string>
}

/**
 * Tells what a token may still do and notes when devices of its organization have reported themselves, of those that report
 * word for word what is known of them; the others are new or differ. Their versions stay. They are locked in no order: the
 * lock of the organization's enrollments is held, which whoever changes several devices shares. The function that does it
 * walls by itself.
 */
export async function noteUnchanged(
  tx: TenantTransaction,
  by: Reporting,
  reports: ReadonlyMap<string, ReportedDevice>,
): Promise<Noted> {
  const devices = [...reports.values()]
  const all = (field: Field) => devices.map((device) => device[field] ?? null)
  const joined = (field: 'ipAddresses' | 'macAddresses') => devices.map((device) => device[field]?.join() ?? null)
  const [row] = await unchangedNow(tx, {
    ...by,
    keys: [...reports.keys()],
    names: all('name'),
    hardwareIds: all('hardwareId'),
    serialNumbers: all('serialNumber'),
    makers: all('maker'),
    models: all('model'),
    operatingSystems: all('operatingSystem'),
    ipAddresses: joined('ipAddresses'),
    macAddresses: joined('macAddresses'),
  })
  const { state = null, noted = {} } = row?.found ?? {}
  return { state: state ? tokenStateOf(state) : undefined, repeated: new Map(Object.entries(noted)) }
}

type Field = 'name' | 'hardwareId' | 'serialNumber' | 'maker' | 'model' | 'operatingSystem'

/** What the function answers. */
interface Found {
  state: Parameters<typeof tokenStateOf>[0] | null
  noted: Record<string, string>
}

type Words = readonly (string | null)[]

const unchangedNow = prepared(
  (
    db,
    given: Given<
      Reporting & {
        keys: readonly string[]
        names: Words
        hardwareIds: Words
        serialNumbers: Words
        makers: Words
        models: Words
        operatingSystems: Words
        ipAddresses: Words
        macAddresses: Words
      }
    >,
    { providerId },
  ) =>
    db.selectNoFrom(
      sql<Found>`tenancy.note_unchanged_reports(${providerId}, ${given.organizationId}::uuid, ${given.tokenId}::uuid,
        ${given.statuses}::text[], ${given.now}::timestamptz, ${given.keys}::text[], ${given.names}::text[],
        ${given.hardwareIds}::text[], ${given.serialNumbers}::text[], ${given.makers}::text[], ${given.models}::text[],
        ${given.operatingSystems}::text[], ${given.ipAddresses}::text[], ${given.macAddresses}::text[])`.as('found'),
    ),
)
