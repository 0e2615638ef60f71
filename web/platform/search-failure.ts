import { isSearchable, nothingToSearch } from '@tenantry/contract/list.ts'

/** Why nothing was found for a text: of some there is nothing to look for, which no second try changes. */
export const searchFailure = (typed: string, failed: string) => (isSearchable(typed) ? failed : nothingToSearch)
