/** What other rooms may use of customers: choosing an organization or an entity, words, panels, and what forms are made of. */
export { useAddCustomer } from './add-customer.ts'
export { changesLink } from './bulk/changes-link.ts'
export { useSelection } from './bulk/use-selection.ts'
export { customerQuery, formSettingsQuery } from './customer.api.ts'
export { statusTones } from './customer-words.ts'
export { organizationsQuery, parentsQuery } from './customers.api.ts'
export { customersKey } from './customers-key.ts'
export { type ChosenEntity, EntitySelect } from './entities/entity-select.tsx'
export { placeOfEntity } from './entities/place-of-entity.ts'
export { useEntityOptions } from './entities/use-entity-options.ts'
export { FirstCustomer } from './first-customer.tsx'
export { formatAddressText } from './form/address-text.ts'
export {
  bindChoice,
  bindText,
  errorsOfUnchanged,
  type FormPart,
  type FormValues,
} from './form/form-part.ts'
export { OptionSelect } from './form/option-select.tsx'
export { currencyOptions, localeName, localeOptions, timeZoneOptions, withValue } from './form/options.ts'
export { dayAhead, planOf, toPlanInput } from './form/plan-values.ts'
export { refusalText } from './form/refusal-text.ts'
export { useSubdivisions } from './form/use-subdivisions.ts'
export { todaysZone } from './form/zone-words.ts'
export { HiddenSwitch } from './hidden-switch.tsx'
export { type ChosenOrganization, OrganizationSelect } from './organization-select.tsx'
export { statuses as statusWords, types as typeWords } from './organization-words.ts'
export { AccountInfo } from './overview/account-info.tsx'
export type { ConflictField } from './profile/conflict.ts'
export { ConflictView } from './profile/conflict-view.tsx'
export { isSame } from './profile/profile-values.ts'
export { shownOfCustomers } from './shown-customers.ts'
export { statusQuery } from './status.api.ts'
export { useMayUseTemplates } from './templates/use-template-actions.ts'
/** The bar of what is chosen of a list, by whose button many are changed; loads when somebody chooses something. */
export const loadSelectionBar = () => import('./bulk/selection-bar.tsx')
