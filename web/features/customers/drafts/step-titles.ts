type Titles = Readonly<Record<string, string> & Record<'account' | 'company' | 'review', string>>

/** The steps by their ids: apart from their other words, for lists that do not load the wizard itself. */
export const stepTitles: Titles = {
  account: 'Account',
  company: 'Company',
  people: 'People',
  entities: 'Entities',
  licenses: 'Licenses',
  review: 'Review',
}
