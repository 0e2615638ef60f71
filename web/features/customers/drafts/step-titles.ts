import { texts } from '../customers.texts.ts'

/** The steps by their ids, for lists that do not load the wizard itself. */
export const stepTitles: Readonly<Record<string, string>> = {
  account: texts.account.title,
  company: texts.company.title,
  people: 'People',
  entities: 'Entities',
  review: texts.review.title,
}
