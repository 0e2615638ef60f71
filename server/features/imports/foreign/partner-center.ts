/** Columns of Partner Center's exported customer list, and properties of the resource Customer, dotted. */
const exported = {
  'Microsoft ID': 'externalIds.partnerCenter',
  'Company name': 'name',
  'Primary domain name': 'domain',
}

const profile = 'billingProfile'
const address = `${profile}.defaultAddress`

const resource = {
  id: 'externalIds.partnerCenter',
  'companyProfile.tenantId': 'externalIds.partnerCenter',
  'companyProfile.companyName': 'name',
  'companyProfile.domain': 'domain',
  [`${profile}.companyName`]: 'billing.billTo',
  [`${profile}.culture`]: 'locale',
  [`${profile}.email`]: 'contacts.billing.email',
  [`${profile}.firstName`]: 'contacts.billing.firstName',
  [`${profile}.lastName`]: 'contacts.billing.lastName',
  [`${address}.phoneNumber`]: 'phone',
  [`${address}.addressLine1`]: 'location.line1',
  [`${address}.addressLine2`]: 'location.line2',
  [`${address}.city`]: 'location.city',
  [`${address}.state`]: 'location.state',
  [`${address}.region`]: 'location.region',
  [`${address}.postalCode`]: 'location.postalCode',
  [`${address}.country`]: 'location.country',
}

export const partnerCenterHeaders: Readonly<Record<string, string>> = { ...exported, ...resource }
