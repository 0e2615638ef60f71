/** What other rooms may call of saved views. */
export { listDefaults } from './saved-views.queries.ts'
