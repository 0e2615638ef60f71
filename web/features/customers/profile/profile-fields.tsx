import { Switch } from '@mantine/core'
import type { Customer } from '@tenantry/contract/customers.ts'
import { useMe } from '../../../platform/session.tsx'
import { showsInternals } from '../customer-words.ts'
import { texts } from '../customers.texts.ts'
import { CompanyFields } from '../form/company-fields.tsx'
import { ExternalIdFields } from '../form/external-id-fields.tsx'
import { FieldGroup } from '../form/field-group.tsx'
import { type FormPart, partOf } from '../form/form-part.ts'
import { PlanFields } from '../form/plan-fields.tsx'
import { formTexts } from '../form.texts.ts'
import { texts as peopleWords } from '../people/people.texts.ts'
import { PeopleFields } from '../people/people-fields.tsx'
import classes from './profile.module.css'
import type { ProfileValues } from './profile-values.ts'

const words = formTexts.profile

/** All fields of a profile: company and people as in the wizard, the plan, and whether the customer is active. */
export function ProfileFields(props: {
  part: FormPart<ProfileValues>
  customer: Customer
  takenInstead: string | undefined
}) {
  const { customer } = props
  const company = partOf(props.part, 'company')
  const account = partOf(props.part, 'account')
  const isInternal = showsInternals(customer)
  // What one's own organization pays, and who looks after it, is decided above.
  const isOwn = useMe().membership.organization.id === customer.id
  const hasTerms = isInternal && !isOwn
  // Suspended, offboarding and archived are changed elsewhere, with all that hangs on them.
  const isSwitchable = customer.status === 'active' || customer.status === 'disabled'
  return (
    <>
      <section className={classes.card} aria-label={formTexts.company.title}>
        <CompanyFields
          part={company}
          id={customer.id}
          takenInstead={props.takenInstead}
          inherited={customer.inherited}
          hasNoSubscription={!isInternal}
        />
      </section>
      <section className={classes.card} aria-label={peopleWords.title}>
        <PeopleFields part={partOf(props.part, 'people')} customerId={customer.id} hasTeam={hasTerms} />
      </section>
      <section className={classes.card} aria-label={formTexts.account.title}>
        {hasTerms && (
          <FieldGroup title={words.planGroup} hint={words.planGroupHint}>
            <PlanFields part={{ ...account, values: { plan: account.values.plan }, update: planUpdate(account) }} />
          </FieldGroup>
        )}
        {isInternal && (
          <ExternalIdFields part={partOf(props.part, 'externalIds')} problem={props.part.errors.externalIds} />
        )}
        <FieldGroup title={words.statusGroup}>
          <Switch
            label={formTexts.account.isActive}
            description={isSwitchable ? words.isActiveHint : words.isActiveFixed(texts.statuses[customer.status])}
            disabled={!isSwitchable}
            checked={account.values.isActive}
            error={account.errors.isActive}
            onChange={(event) => {
              const isActive = event.currentTarget.checked
              account.update((now) => ({ ...now, isActive }))
            }}
          />
        </FieldGroup>
      </section>
    </>
  )
}

type Account = FormPart<ProfileValues['account']>

function planUpdate(account: Account): Parameters<typeof PlanFields>[0]['part']['update'] {
  return (change) => account.update((now) => ({ ...now, plan: change({ plan: now.plan }).plan }))
}
