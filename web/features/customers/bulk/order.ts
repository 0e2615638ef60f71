import { BulkChangeOrder, type bulkStatuses } from '@tenantry/contract/bulk-changes.ts'
import type { DeviceStatus } from '@tenantry/contract/devices.ts'
import type { z } from 'zod'
import { schemaErrors } from '../../../platform/zod-form.ts'
import type { ChosenOrganization } from '../organization-select.tsx'

/** What a change is put together from; each kind keeps what was chosen for it. */
export interface OrderValues {
  kind: BulkChangeOrder['kind']
  tags: { add: string[]; remove: string[] }
  technicians: { add: string[]; remove: string[] }
  accountManagerEmail: string
  /** Whether the account manager goes, as the entity of devices does: that a field is empty says nothing. */
  clearsAccountManager: boolean
  /** Empty: as it is; `inherit`: from above. */
  settings: Record<'timeZone' | 'locale' | 'currency', string>
  status: (typeof bulkStatuses)[number] | null
  reason: string
  entity: { id: string; name: string } | null
  clearsEntity: boolean
  deviceStatus: DeviceStatus | null
  organization: ChosenOrganization | null
}

/** Nothing chosen yet. */
export const emptyOrder: OrderValues = {
  kind: 'tags',
  tags: { add: [], remove: [] },
  technicians: { add: [], remove: [] },
  accountManagerEmail: '',
  clearsAccountManager: false,
  settings: { timeZone: '', locale: '', currency: '' },
  status: null,
  reason: '',
  entity: null,
  clearsEntity: false,
  deviceStatus: null,
  organization: null,
}

/** Stands for taking a setting from above. */
export const inherit = 'inherit'

/** The change as it is sent; null while nothing is chosen. */
export function orderOf(values: OrderValues): z.input<typeof BulkChangeOrder> | null {
  const { kind } = values
  switch (kind) {
    case 'tags':
    case 'technicians': {
      const { add, remove } = values[kind]
      return add.length + remove.length === 0 ? null : ({ kind, add, remove } as z.input<typeof BulkChangeOrder>)
    }
    case 'accountManager': {
      const accountManagerEmail = values.clearsAccountManager ? null : values.accountManagerEmail.trim()
      return accountManagerEmail === '' ? null : { kind, accountManagerEmail }
    }
    case 'settings': {
      const given = Object.entries(values.settings).filter(([, value]) => value !== '')
      if (given.length === 0) return null
      return { kind, ...Object.fromEntries(given.map(([name, value]) => [name, value === inherit ? null : value])) }
    }
    case 'status': {
      if (values.status === null) return null
      const reason = values.reason.trim()
      return { kind, status: values.status, ...(reason === '' ? {} : { reason }) }
    }
    case 'entity':
      if (values.entity === null && !values.clearsEntity) return null
      return { kind, entityId: values.clearsEntity ? null : values.entity?.id } as z.input<typeof BulkChangeOrder>
    case 'deviceStatus':
      return values.deviceStatus && { kind, status: values.deviceStatus }
    case 'move':
      return (
        values.organization && ({ kind, organizationId: values.organization.id } as z.input<typeof BulkChangeOrder>)
      )
    case 'delete':
      return { kind }
  }
}

/** What is wrong with the reason, said as soon as it is: what was pasted stays to be mended. */
export const reasonError = (values: OrderValues) => schemaErrors(BulkChangeOrder, orderOf(values)).reason

/** The change as it is counted, which no reason changes. */
export function withoutReason(order: z.input<typeof BulkChangeOrder>): z.input<typeof BulkChangeOrder> {
  return order.kind === 'status' ? { kind: order.kind, status: order.status } : order
}
