import * as contract from '@tenantry/contract/saved-views.ts'
import { route } from '../../platform/http/route.ts'
import { clearDefault, createView, deleteView, getView, listViews, setDefault, updateView } from './save-view.ts'

/** The operations of saved views. */
export const savedViewRoutes = [
  route(contract.listSavedViews, async (context, { query }) => ({ body: await listViews(context, query) })),
  route(contract.createSavedView, async (context, { body }) => {
    const { view, version } = await createView(context, body)
    return { body: view, version, object: { table: 'saved_views', id: view.id } }
  }),
  route(contract.getSavedView, async (context, { params }) => {
    const { view, version } = await getView(context, params.id)
    return { body: view, version }
  }),
  route(contract.updateSavedView, async (context, { params, body }) => {
    const { view, version } = await updateView(context, params.id, body)
    return { body: view, version }
  }),
  route(contract.deleteSavedView, async (context, { params }) => {
    await deleteView(context, params.id)
    return { body: undefined }
  }),
  route(contract.setDefaultView, async (context, { params }) => {
    await setDefault(context, params.id)
    return { body: undefined }
  }),
  route(contract.clearDefaultView, async (context, { params }) => {
    await clearDefault(context, params.id)
    return { body: undefined }
  }),
]
