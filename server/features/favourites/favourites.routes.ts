import * as contract from '@tenantry/contract/favourites.ts'
import { route } from '../../platform/http/route.ts'
import { findFavourites, findRecents } from './favourites.queries.ts'
import { nearView } from './favourites.view.ts'
import { addFavourite, recordRecent, removeFavourite } from './keep-near.ts'

/** Favourites and what was opened last; whose they are is the walls' to say. */
export const favouriteRoutes = [
  route(contract.listFavourites, async ({ tx }) => ({
    body: { items: (await findFavourites(tx)).map(nearView) },
  })),
  route(contract.addFavourite, async (context, { params }) => {
    await addFavourite(context, params.id)
    return { body: undefined }
  }),
  route(contract.removeFavourite, async (context, { params }) => {
    await removeFavourite(context, params.id)
    return { body: undefined }
  }),
  route(contract.listRecents, async ({ tx }) => ({
    body: { items: (await findRecents(tx, contract.mostRecents)).map(nearView) },
  })),
  route(contract.recordRecent, async (context, { params }) => {
    await recordRecent(context, params.id)
    return { body: undefined }
  }),
]
