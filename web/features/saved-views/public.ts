/** What lists use of saved views. */
export { SavedViews } from './saved-views.tsx'
