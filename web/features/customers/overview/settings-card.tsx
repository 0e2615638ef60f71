import type { Customer } from '@tenantry/contract/customers.ts'
import { currencyName } from '@tenantry/contract/fields/currencies.ts'
import classes from '../customer-page.module.css'
import { texts } from '../customers.texts.ts'
import { Facts } from '../facts.tsx'
import { localeName } from '../form/options.ts'
import { formTexts } from '../form.texts.ts'

const words = formTexts.company

/** Time zone, language and currency in force, each with where it comes from. */
export function SettingsCard({ customer }: { customer: Customer }) {
  const { timeZone, locale, currency } = customer.inherited
  return (
    <section className={classes.card} aria-label={words.groups.settings}>
      <h2 className={classes.cardTitle}>{words.groups.settings}</h2>
      <Facts
        facts={[
          [
            words.timeZone,
            <Sourced key="zone" of={customer} setting={timeZone} show={timeZone.value.replaceAll('_', ' ')} />,
          ],
          [words.locale, <Sourced key="locale" of={customer} setting={locale} show={localeName(locale.value)} />],
          [
            words.currency,
            <Sourced
              key="currency"
              of={customer}
              setting={currency}
              show={`${currency.value} · ${currencyName(currency.value)}`}
            />,
          ],
        ]}
      />
    </section>
  )
}

function Sourced(props: { of: Customer; setting: Customer['inherited']['timeZone']; show: string }) {
  const { fromOrganizationId, fromName } = props.setting
  return (
    <>
      {props.show}
      <span className={classes.source}>
        {fromOrganizationId === props.of.id
          ? texts.page.setHere
          : fromName === null
            ? words.inheritedUnknown
            : texts.page.inheritedFrom(fromName)}
      </span>
    </>
  )
}
