import * as contract from '@tenantry/contract/tags.ts'
import { route } from '../../platform/http/route.ts'
import { createTag, deleteTag, getTag, listTags, updateTag } from './save-tag.ts'

/** The operations of tags. */
export const tagRoutes = [
  route(contract.listTags, async (context, { query }) => ({ body: await listTags(context, query) })),
  route(contract.createTag, async (context, { body }) => {
    const { tag, version } = await createTag(context, body)
    return { body: tag, version, object: { table: 'tags', id: tag.id } }
  }),
  route(contract.getTag, async (context, { params }) => {
    const { tag, version } = await getTag(context, params.id)
    return { body: tag, version }
  }),
  route(contract.updateTag, async (context, { params, body }) => {
    const { tag, version } = await updateTag(context, params.id, body)
    return { body: tag, version }
  }),
  route(contract.deleteTag, async (context, { params }) => {
    await deleteTag(context, params.id)
    return { body: undefined }
  }),
]
