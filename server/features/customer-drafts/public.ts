/** What other rooms and the wiring may use of drafts. */
export { removeDraft } from './customer-drafts.queries.ts'
export { expireDraftsTask } from './expire-drafts.ts'
