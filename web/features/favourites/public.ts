/** What other rooms may use of favourites. */
export { favouritesQuery, recentsQuery, useRecordOpened, useToggleFavourite } from './favourites.api.ts'
export { texts as favouriteTexts } from './favourites.texts.ts'
