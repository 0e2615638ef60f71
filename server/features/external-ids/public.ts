/** What other rooms may call of the outside ids of organizations. */
export { changeExternalIds, claimExternalIds, insertExternalIds, insertManyExternalIds } from './change-external-ids.ts'
export { externalIdCondition, externalIdList, findKnownBy, moveExternalIds } from './external-ids.queries.ts'
