/** Tags: words in a color that a house, the provider or a partner, puts on customers, devices and entities to find them again. */
import { z } from 'zod'
import { requiredText } from './fields/names.ts'
import { OrganizationId, TagId } from './ids.ts'
import { type ListColumns, listQuery, page } from './list.ts'
import { defineOperation } from './operation.ts'
import { organizationTypes } from './organizations.ts'
import { TagLabel, tagColors } from './tag-labels.ts'

/** The most tags of one house. */
export const mostTags = 1_000

/** A tag with whose it is and how many customers, devices and entities carry it. */
export const Tag = TagLabel.extend({
  organization: z
    .object({ id: OrganizationId, name: z.string(), type: z.enum(organizationTypes) })
    .meta({ description: 'The provider or partner that it belongs to; nobody of another house sees it' }),
  mayChange: z.boolean().meta({ description: 'Whether the caller may rename, color and delete it' }),
  customers: z
    .number()
    .int()
    .nullable()
    .meta({ description: 'How many carry it, of those that the caller can see; null for more than 10,000' }),
  devices: z.number().int().nullable().meta({ description: 'The same of devices' }),
  entities: z.number().int().nullable().meta({ description: 'The same of entities' }),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
})
export type Tag = z.infer<typeof Tag>

const name = requiredText(50, {
  description: 'Unique within its house, without regard to case',
  examples: ['Key account'],
})
const color = z.enum(tagColors)

/** What making a tag takes. */
export const TagInput = z
  .strictObject({
    name,
    color: color.default('gray'),
    organizationId: OrganizationId.optional().meta({
      description: 'The provider or partner that it belongs to; the caller’s own where it is missing',
    }),
  })
  .meta({ id: 'TagInput' })
export type TagInput = z.output<typeof TagInput>

/** What changing a tag takes: only what changes. */
export const TagPatch = z.strictObject({ name, color }).partial().meta({ id: 'TagPatch' })
export type TagPatch = z.output<typeof TagPatch>

export const tagColumns = {
  name: { label: 'Name', type: 'text', sortable: true },
  color: { label: 'Color', type: 'enum', sortable: true, values: tagColors },
  organizationId: { label: 'Belongs to', type: 'id', sortable: false },
  createdAt: { label: 'Made', type: 'instant', sortable: true },
  updatedAt: { label: 'Changed', type: 'instant', sortable: true },
} as const satisfies ListColumns

const params = z.object({ id: TagId })

export const listTags = defineOperation({
  id: 'listTags',
  method: 'GET',
  path: '/tags',
  tag: 'tags',
  summary: 'Lists the tags of one’s own house and of those below; q finds any part of a name',
  access: 'customers.read',
  query: listQuery(tagColumns),
  response: page(Tag),
  status: 200,
  errors: ['filter_too_broad'],
})

export const createTag = defineOperation({
  id: 'createTag',
  method: 'POST',
  path: '/tags',
  tag: 'tags',
  summary: 'Makes a tag',
  access: 'customers.update',
  body: TagInput,
  response: Tag,
  status: 201,
  errors: ['not_found', 'idempotency_in_progress', 'idempotency_key_reused'],
  versioned: true,
  example: { body: { name: 'Key account', color: 'violet' } },
})

export const getTag = defineOperation({
  id: 'getTag',
  method: 'GET',
  path: '/tags/{id}',
  tag: 'tags',
  summary: 'Reads a tag',
  access: 'customers.read',
  params,
  response: Tag,
  status: 200,
  errors: ['not_found'],
  versioned: true,
})

export const updateTag = defineOperation({
  id: 'updateTag',
  method: 'PATCH',
  path: '/tags/{id}',
  tag: 'tags',
  summary: 'Renames or colors a tag, on everything that carries it',
  access: 'tags.manage',
  params,
  body: TagPatch,
  response: Tag,
  status: 200,
  errors: ['not_found', 'precondition_failed', 'precondition_required'],
  versioned: true,
  example: { body: { color: 'teal' } },
})

export const deleteTag = defineOperation({
  id: 'deleteTag',
  method: 'DELETE',
  path: '/tags/{id}',
  tag: 'tags',
  summary: 'Deletes a tag, and takes it from everything that carries it',
  access: 'tags.manage',
  params,
  status: 204,
  errors: ['not_found', 'precondition_failed'],
  versioned: true,
})
