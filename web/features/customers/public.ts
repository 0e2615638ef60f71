/** What other rooms may use of customers: choosing an organization. */
export { organizationsQuery } from './customers.api.ts'
export { type ChosenOrganization, OrganizationSelect } from './organization-select.tsx'
