import { queryOptions, useQueryClient } from '@tanstack/react-query'
import type { MailId, OrganizationId } from '@tenantry/contract/ids.ts'
import { getMailSettings, type MailSettings } from '@tenantry/contract/mail-settings.ts'
import { getMail, listMails, listReturnedMails, type MailSummary } from '@tenantry/contract/mails.ts'
import type { RequestOf } from '@tenantry/contract/operation.ts'
import { useEffect } from 'react'
import { api } from '../../platform/api.ts'
import { type ListPages, useListPages } from '../../ui/list/use-list-pages.ts'

type Query = RequestOf<typeof listMails>['query']

/** What is read of mails, so that all of it can be asked for anew. */
export const mailsKey = ['mails']

/** The mails of the provider. */
export function useMails(query: Query): ListPages<MailSummary> {
  return useListPages<MailSummary>([...mailsKey, 'list'], query, (page, signal) =>
    api(listMails, { query: { ...query, ...page } }, { signal }),
  )
}

/** Reads all of it anew every two seconds while one of the mails is about to be sent; those that are tried later can wait. */
export function useSendingShown(mails: readonly MailSummary[]): void {
  const client = useQueryClient()
  useEffect(() => {
    if (!mails.some(isUnderWay)) return
    const timer = setInterval(() => {
      if (mails.some(isUnderWay) && !document.hidden) void client.invalidateQueries({ queryKey: mailsKey })
    }, 2_000)
    return () => clearInterval(timer)
  }, [client, mails])
}

function isUnderWay({ state, dueAt }: MailSummary): boolean {
  return state === 'sending' || (state === 'queued' && dueAt !== null && Date.parse(dueAt) < Date.now() + 10_000)
}

/** How many mails lie in the outbox, null for more than are counted, and when the oldest was written. */
export const outboxQuery = queryOptions({
  queryKey: [...mailsKey, 'outbox'],
  queryFn: async ({ signal }) => {
    const query = { filter: { state: { eq: 'outbox' } }, sort: 'createdAt', limit: 1 } as const
    const { items, total } = (await api(listMails, { query }, { signal })).data
    return { count: total, oldest: items[0]?.createdAt ?? '' }
  },
})

/** A mail with what it says. */
export const mailQuery = (id: string) =>
  queryOptions({
    queryKey: [...mailsKey, id],
    queryFn: async ({ signal }) => (await api(getMail, { params: { id: id as MailId } }, { signal })).data,
  })

/** Which server sends, with the ETag that a change has to name. */
export const mailSettingsQuery = queryOptions({
  queryKey: ['mail-settings'],
  queryFn: ({ signal }): Promise<{ data: MailSettings; etag: string | null }> => api(getMailSettings, {}, { signal }),
})

/** The addresses that mails about a customer came back from. */
export const returnedQuery = (id: string) =>
  queryOptions({
    queryKey: [...mailsKey, 'returned', id],
    queryFn: async ({ signal }) =>
      (await api(listReturnedMails, { params: { id: id as OrganizationId } }, { signal })).data.items,
  })
