import { queryOptions } from '@tanstack/react-query'
import type { OrganizationId } from '@tenantry/contract/ids.ts'
import type { AlertSettingsInput } from '@tenantry/contract/license-alert-settings.ts'
import * as contract from '@tenantry/contract/license-alerts.ts'
import { api } from '../../platform/api.ts'

/** Whose alerts: of one customer, those that customers start with, or those of one's own pool. */
export type AlertPlace = { kind: 'customer'; id: string; name: string } | { kind: 'below' | 'pool'; name: string }

const keyOf = (place: AlertPlace) => ['licenses', 'alerts', place.kind, place.kind === 'customer' ? place.id : null]
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

/** The real values that a message is filled with. */
export const previewQuery = (place: AlertPlace) =>
  queryOptions({
    queryKey: [...keyOf(place), 'preview'],
    queryFn: async ({ signal }) =>
      place.kind === 'customer'
        ? (await api(contract.previewCustomerLicenseAlert, { params: params(place), body: {} }, { signal })).data
        : (await api(contract.previewLicenseAlert, { params: { of: place.kind }, body: {} }, { signal })).data,
    staleTime: 0,
  })

/** Saves the settings of a place. */
export function saveAlerts(place: AlertPlace, body: AlertSettingsInput, ifMatch: string) {
  return place.kind === 'customer'
    ? api(contract.setCustomerLicenseAlerts, { params: params(place), body }, { ifMatch })
    : api(contract.setLicenseAlerts, { query: { of: place.kind }, body }, { ifMatch })
}

/** Mails a message to the person themselves; returns to which address. */
export async function sendTest(place: AlertPlace, body: { subject: string; body: string }): Promise<string> {
  const answer =
    place.kind === 'customer'
      ? await api(contract.testCustomerLicenseAlert, { params: params(place), body })
      : await api(contract.testLicenseAlert, { params: { of: place.kind }, body })
  return answer.data.to
}
