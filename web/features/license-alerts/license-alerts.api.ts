import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { OrganizationId } from '@tenantry/contract/ids.ts'
import type { AlertSettingsInput, AlertThresholds } from '@tenantry/contract/license-alert-settings.ts'
import * as contract from '@tenantry/contract/license-alerts.ts'
import { api } from '../../platform/api.ts'

/** Whose alerts: of one customer, those that customers start with, or those of one's own pool. */
export type AlertPlace = { kind: 'customer'; id: string; name: string } | { kind: 'below' | 'pool'; name: string }
/** The same, or those of a customer that is to be added below the organization with this id. */
export type MessagePlace = AlertPlace | { kind: 'new'; id: string }

const keyOf = (place: MessagePlace) => ['licenses', 'alerts', place.kind, 'id' in place ? place.id : null]
const params = ({ id }: { id: string }) => ({ id: id as OrganizationId })

/** The settings of a place, with the ETag that a change has to name. */
export const alertsQuery = (place: AlertPlace) =>
  queryOptions({
    queryKey: [...keyOf(place), 'settings'],
    queryFn: async ({ signal }) => {
      const { data, etag } =
        place.kind === 'customer'
          ? await api(contract.getCustomerLicenseAlerts, { params: params(place) }, { signal })
          : await api(contract.getLicenseAlerts, { query: { of: place.kind } }, { signal })
      return { data, etag }
    },
    staleTime: 0,
  })

/** What a customer that is added below an organization starts with. */
export const inheritedQuery = (parentId: string) =>
  queryOptions({
    queryKey: [...keyOf({ kind: 'new', id: parentId }), 'settings'],
    queryFn: async ({ signal }) =>
      (await api(contract.getNewCustomerAlerts, { params: params({ id: parentId }) }, { signal })).data,
    staleTime: 0,
  })

/** What was told last. */
export const firedQuery = (place: AlertPlace) =>
  queryOptions({
    queryKey: [...keyOf(place), 'fired'],
    queryFn: async ({ signal }) =>
      place.kind === 'customer'
        ? (await api(contract.listCustomerLicenseAlerts, { params: params(place) }, { signal })).data.items
        : (await api(contract.listLicenseAlerts, {}, { signal })).data.items,
    staleTime: 0,
  })

/** The real values that a message is filled with, by thresholds as they are typed; what was shown stays until they come. */
export const previewQuery = (place: MessagePlace, typed: AlertThresholds) =>
  queryOptions({
    queryKey: [...keyOf(place), 'preview', typed],
    queryFn: async ({ signal }) => (await preview(place, typed, signal)).data,
    placeholderData: keepPreviousData,
    staleTime: 0,
  })

function preview(place: MessagePlace, body: AlertThresholds, signal: AbortSignal) {
  if (place.kind === 'customer')
    return api(contract.previewCustomerLicenseAlert, { params: params(place), body }, { signal })
  if (place.kind === 'new') return api(contract.previewNewCustomerAlert, { params: params(place), body }, { signal })
  return api(contract.previewLicenseAlert, { params: { of: place.kind }, body }, { signal })
}

/** Saves the settings of a place. */
export function saveAlerts(place: AlertPlace, body: AlertSettingsInput, ifMatch: string) {
  return place.kind === 'customer'
    ? api(contract.setCustomerLicenseAlerts, { params: params(place), body }, { ifMatch })
    : api(contract.setLicenseAlerts, { query: { of: place.kind }, body }, { ifMatch })
}

type TypedMessage = AlertThresholds & { subject: string; body: string }

/** Mails a message to the person themselves; returns to which address. */
export async function sendTest(place: MessagePlace, body: TypedMessage): Promise<string> {
  return (await test(place, body)).data.to
}

function test(place: MessagePlace, body: TypedMessage) {
  if (place.kind === 'customer') return api(contract.testCustomerLicenseAlert, { params: params(place), body })
  if (place.kind === 'new') return api(contract.testNewCustomerAlert, { params: params(place), body })
  return api(contract.testLicenseAlert, { params: { of: place.kind }, body })
}
