import { Anchor } from '@mantine/core'
import type { Customer } from '@tenantry/contract/customers.ts'
import { systemLabel } from '@tenantry/contract/external-ids.ts'
import { formatPhone } from '@tenantry/contract/fields/phones.ts'
import { showDomain, showEmail, showWebsite } from '@tenantry/contract/fields/web-addresses.ts'
import classes from '../customer-page.module.css'
import { texts } from '../customers.texts.ts'
import { type Fact, Facts } from '../facts.tsx'
import { formatAddressText } from '../form/address-text.ts'
import { addressWords } from '../form/address-words.ts'
import { useSubdivisions } from '../form/use-subdivisions.ts'
import { formTexts } from '../form.texts.ts'
import { useMayEdit } from '../use-standing.ts'

const words = formTexts.company
const address = formTexts.address

/** The details of the company, those that are known. */
export function CompanyCard({ customer }: { customer: Customer }) {
  const { location, billing } = customer
  const mayEdit = useMayEdit(customer)
  const { subdivisions } = useSubdivisions(location.state !== null || billing.state !== null)
  const addressText = formatAddressText(location, subdivisions)
  const facts: Fact[] = [
    [words.domain, customer.domain && showDomain(customer.domain)],
    [words.businessEmail, customer.businessEmail && <MailLink email={customer.businessEmail} />],
    [words.phone, customer.phone && <PhoneLink phone={customer.phone} extension={customer.phoneExtension} />],
    [words.website, customer.website && <WebLink url={customer.website} />],
    [words.subscriptionId, customer.subscriptionId],
    ...externalIdFacts(customer),
    [address.name, location.name],
    [formTexts.review.address, addressText],
    [addressWords(location.country ?? '').region, location.region],
    [addressWords(location.country ?? '').district, location.district],
    [addressWords(location.country ?? '').state, addressText === '' ? location.state : ''],
    [address.landmark, location.landmark],
    [formTexts.billing.profileName, billing.profileName],
    [formTexts.billing.billTo, billing.billTo],
    [
      formTexts.review.billingAddress,
      billing.sameAsCompany ? addressText && formTexts.review.asCompany : formatAddressText(billing, subdivisions),
    ],
  ]
  return (
    <section className={classes.card} aria-label={words.title}>
      <h2 className={classes.cardTitle}>{words.title}</h2>
      {!facts.some(([, value]) => value) && (
        <p className={classes.missing}>
          {mayEdit ? `${texts.page.noDetails} ${texts.page.noDetailsHint}` : texts.page.noDetails}
        </p>
      )}
      <Facts facts={facts} />
    </section>
  )
}

/** One line for each system. */
function externalIdFacts({ externalIds }: Customer): [string, string][] {
  const bySystem = new Map<string, string[]>()
  for (const { system, value } of externalIds ?? []) bySystem.set(system, [...(bySystem.get(system) ?? []), value])
  return [...bySystem].map(([system, values]) => [formTexts.externalIds.label(systemLabel(system)), values.join(', ')])
}

function MailLink({ email }: { email: string }) {
  return <Anchor href={`mailto:${email}`}>{showEmail(email)}</Anchor>
}

function PhoneLink({ phone, extension }: { phone: string; extension: string | null }) {
  return <Anchor href={`tel:${phone}`}>{formatPhone(phone, extension)}</Anchor>
}

function WebLink({ url }: { url: string }) {
  return (
    <Anchor href={url} target="_blank" rel="noopener noreferrer">
      {showWebsite(url)
        .replace(/^https?:\/\//, '')
        .replace(/\/$/, '')}
    </Anchor>
  )
}
