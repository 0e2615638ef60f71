/** What other rooms may use of customers: choosing an organization, and what panels need. */
export { organizationsQuery } from './customers.api.ts'
export { refusalText } from './form/refusal-text.ts'
export { type ChosenOrganization, OrganizationSelect } from './organization-select.tsx'
export { useFocusReturn } from './use-focus-return.ts'
