/** What other rooms may call of favourites. */
export { findFavourites, moveNearness } from './favourites.queries.ts'
export { nearView } from './favourites.view.ts'
