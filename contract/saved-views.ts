/** Saved views: what somebody looks for again and again in a list, kept by a name. */
import { z } from 'zod'
import { coded } from './fields/issues.ts'
import { displayName } from './fields/names.ts'
import { SavedViewId } from './ids.ts'
import { type ListColumns, listQuery, page } from './list.ts'
import { defineOperation } from './operation.ts'

/** The lists that have views; devices and entities stand in one of all customers and in one of each. */
export const viewedLists = ['customers', 'devices', 'customer-devices', 'entities', 'all-entities'] as const

/** The most views of one person, and of one house. */
export const mostViews = 200

const search = z
  .string()
  .max(4000)
  .refine(isQueryString, coded('search_invalid', 'A query string is needed, as it stands in an address'))
  .meta({
    description: 'The query string of the list as the web app’s address shows it; empty for the list as it begins',
    examples: ['?filter[status][in]=suspended&sort=-statusSince'],
  })

const isShared = z.boolean().meta({
  description: 'Everybody whose place is in the same provider or partner sees it, and nobody of another house does',
})

/** A view of a list. */
export const SavedView = z.object({
  id: SavedViewId,
  list: z.enum(viewedLists),
  name: z.string(),
  search,
  isShared,
  isOwn: z.boolean().meta({ description: 'Whether the caller made it' }),
  isDefault: z.boolean().meta({ description: 'Whether the list opens with it for the caller' }),
  mayChange: z.boolean().meta({ description: 'Whether the caller may change and delete it' }),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
})
export type SavedView = z.infer<typeof SavedView>

const fields = {
  name: displayName.meta({ description: 'Unique for a list among one’s own, and among those of the house' }),
  search,
  isShared: isShared.optional(),
}

export const savedViewColumns = {
  list: { label: 'List', type: 'enum', sortable: false, values: viewedLists, isFilled: true },
  name: { label: 'Name', type: 'text', sortable: true, isFilled: true },
} as const satisfies ListColumns

const params = z.object({ id: SavedViewId })

export const listSavedViews = defineOperation({
  id: 'listSavedViews',
  method: 'GET',
  path: '/saved-views',
  tag: 'saved-views',
  summary: 'Lists one’s own saved views and those of one’s house; q finds any part of a name',
  access: 'session',
  query: listQuery(savedViewColumns),
  response: page(SavedView),
  status: 200,
  errors: ['filter_too_broad'],
})

export const createSavedView = defineOperation({
  id: 'createSavedView',
  method: 'POST',
  path: '/saved-views',
  tag: 'saved-views',
  summary: 'Keeps a view of a list by a name',
  access: 'session',
  body: z.strictObject({ list: z.enum(viewedLists), ...fields }),
  response: SavedView,
  status: 201,
  errors: ['not_found', 'idempotency_in_progress', 'idempotency_key_reused'],
  versioned: true,
  example: {
    body: { list: 'customers', name: 'Suspended', search: '?filter[status][in]=suspended', isShared: false },
  },
})

export const getSavedView = defineOperation({
  id: 'getSavedView',
  method: 'GET',
  path: '/saved-views/{id}',
  tag: 'saved-views',
  summary: 'Reads a saved view',
  access: 'session',
  params,
  response: SavedView,
  status: 200,
  errors: ['not_found'],
  versioned: true,
})

export const updateSavedView = defineOperation({
  id: 'updateSavedView',
  method: 'PATCH',
  path: '/saved-views/{id}',
  tag: 'saved-views',
  summary: 'Renames a saved view, changes what it shows, shares it or takes it back',
  access: 'session',
  params,
  body: z.strictObject(fields).partial(),
  response: SavedView,
  status: 200,
  errors: ['not_found', 'precondition_failed', 'precondition_required'],
  versioned: true,
  example: { body: { name: 'Suspended in Europe' } },
})

export const deleteSavedView = defineOperation({
  id: 'deleteSavedView',
  method: 'DELETE',
  path: '/saved-views/{id}',
  tag: 'saved-views',
  summary: 'Deletes a saved view',
  access: 'session',
  params,
  status: 204,
  errors: ['not_found', 'precondition_failed'],
  versioned: true,
})

export const setDefaultView = defineOperation({
  id: 'setDefaultView',
  method: 'PUT',
  path: '/saved-views/{id}/default',
  tag: 'saved-views',
  summary: 'Has its list open with a saved view, for the caller alone; in place of another one',
  access: 'session',
  params,
  status: 204,
  errors: ['not_found'],
})

export const clearDefaultView = defineOperation({
  id: 'clearDefaultView',
  method: 'DELETE',
  path: '/saved-views/{id}/default',
  tag: 'saved-views',
  summary: 'Has a list open as it begins again, for the caller alone',
  access: 'session',
  params,
  status: 204,
  errors: ['not_found'],
})

function isQueryString(text: string): boolean {
  return text === '' || /^\?[^\s\p{Cc}#]*$/u.test(text)
}
