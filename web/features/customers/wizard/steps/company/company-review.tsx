import { countryName } from '@tenantry/contract/fields/countries.ts'
import { currencyName } from '@tenantry/contract/fields/currencies.ts'
import { formatPhone } from '@tenantry/contract/fields/phones.ts'
import { showEmail } from '@tenantry/contract/fields/web-addresses.ts'
import { tagTexts, useTags } from '../../../../tags/public.ts'
import { Facts } from '../../../facts.tsx'
import { formatAddressText } from '../../../form/address-text.ts'
import { addressWords } from '../../../form/address-words.ts'
import { type CompanyValues, toE164 } from '../../../form/company-values.ts'
import { localeName } from '../../../form/options.ts'
import { useSubdivisions } from '../../../form/use-subdivisions.ts'
import { formTexts } from '../../../form.texts.ts'
import { LeftOut } from './left-out.tsx'

const words = formTexts.company
const address = formTexts.address
const billing = formTexts.billing

/** What was typed in the step Company, and in short what was not. */
export function CompanyReview({ values }: { values: CompanyValues }) {
  const { location } = values
  const { subdivisions } = useSubdivisions(location.state !== '' || values.billing.state !== '')
  const tags = useTags(Object.keys(values.tags ?? {}))
  const phone = toE164(values.phone)
  return (
    <>
      <Facts
        facts={[
          [words.name, values.name],
          [words.code, values.code],
          [words.domain, values.domain],
          // A browser hands out the domain of what is typed into a field for an address as mail writes it.
          [words.businessEmail, showEmail(values.businessEmail)],
          [words.phone, phone && formatPhone(phone, values.phoneExtension)],
          [words.website, values.website],
          [words.subscriptionId, values.subscriptionId],
          [address.name, location.name],
          [address.country, location.country && countryName(location.country)],
          [addressWords(location.country).region, location.region],
          [addressWords(location.country).state, subdivisions?.subdivisionName(location.state) ?? location.state],
          [addressWords(location.country).district, location.district],
          [addressWords(location.country).city, location.city],
          [addressWords(location.country).postalCode, location.postalCode],
          [address.landmark, location.landmark],
          [address.line1, location.line1],
          [address.line2, location.line2],
          [billing.profileName, values.billing.profileName],
          [billing.billTo, values.billing.billTo],
          [
            formTexts.review.billingAddress,
            values.billing.sameAsCompany ? formTexts.review.asCompany : formatAddressText(values.billing, subdivisions),
          ],
          [words.timeZone, values.timeZone.replaceAll('_', ' ')],
          [words.locale, values.locale && localeName(values.locale)],
          [tagTexts.tags, tags.map(({ name }) => name).join(', ')],
          [words.currency, values.currency && `${values.currency} · ${currencyName(values.currency)}`],
        ]}
      />
      <LeftOut values={values} />
    </>
  )
}
