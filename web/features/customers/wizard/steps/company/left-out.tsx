import type { CompanyValues } from '../../../form/company-values.ts'
import { formTexts } from '../../../form.texts.ts'
import classes from '../../wizard.module.css'

const words = formTexts.company

/** The larger things that were not filled in, so that nobody forgets them unknowingly. */
export function namesLeftOut(values: CompanyValues): string[] {
  const { location, billing } = values
  const hasAddress = [location.country, location.city, location.line1, location.postalCode].some((text) => text !== '')
  const isMissing: [string, boolean][] = [
    [words.domain, values.domain === ''],
    [words.businessEmail, values.businessEmail === ''],
    [words.phone, values.phone.number === ''],
    [words.website, values.website === ''],
    [words.subscriptionId, values.subscriptionId === ''],
    [formTexts.review.address, !hasAddress],
    [billing.sameAsCompany ? '' : formTexts.review.billingAddress, !billing.sameAsCompany && billing.country === ''],
  ]
  return isMissing.flatMap(([name, missing]) => (missing && name !== '' ? [name] : []))
}

/** One line about what can follow later. */
export function LeftOut({ values }: { values: CompanyValues }) {
  const names = namesLeftOut(values)
  if (names.length === 0) return null
  return (
    <div className={classes.leftOut} data-left-out>
      <strong>{formTexts.review.leftOut}:</strong> {formTexts.review.leftOutText(names.join(', '))}
    </div>
  )
}
