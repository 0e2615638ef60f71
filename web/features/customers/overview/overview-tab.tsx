import { Link } from '@tanstack/react-router'
import type { Customer } from '@tenantry/contract/customers.ts'
import { formatDate, formatDateTime, formatNumber } from '../../../platform/format.ts'
import { usePermission } from '../../../platform/session.tsx'
import { RecentChanges } from '../../audit-events/public.ts'
import { ReturnedMails } from '../../mails/public.ts'
import { NotesCard } from '../../notes/public.ts'
import { OnboardingCard } from '../../onboarding/public.ts'
import classes from '../customer-page.module.css'
import type { Tab } from '../customer-tabs.tsx'
import { showsInternals } from '../customer-words.ts'
import { texts } from '../customers.texts.ts'
import { Facts } from '../facts.tsx'
import { formTexts } from '../form.texts.ts'
import { useStanding } from '../use-standing.ts'
import { CompanyCard } from './company-card.tsx'
import { PeopleCard } from './people-card.tsx'
import { SettingsCard } from './settings-card.tsx'
import { TeamCard } from './team-card.tsx'

const words = texts.page

/** What a customer has and is, to read. */
export function OverviewTab({ customer }: { customer: Customer }) {
  const { isReadOnly } = useStanding(customer)
  return (
    <div className={classes.overview}>
      <div className={classes.column}>
        <Counts customer={customer} />
        <OnboardingCard organizationId={customer.id} isReadOnly={isReadOnly} />
        <PeopleCard customer={customer} />
        <ReturnedMails organizationId={customer.id} className={classes.card} titleClass={classes.cardTitle} />
        <NotesCard organizationId={customer.id} isReadOnly={isReadOnly} />
        <CompanyCard customer={customer} />
      </div>
      <div className={classes.column}>
        <TeamCard customer={customer} />
        <PlanCard customer={customer} />
        <SettingsCard customer={customer} />
        <RecentChanges organizationId={customer.id} />
      </div>
    </div>
  )
}

/** How many devices, users and entities it has. */
export function Counts({ customer }: { customer: Customer }) {
  const { counts, id } = customer
  const maySeeDevices = usePermission('devices.read')
  const maySeeUsers = usePermission('users.read')
  const { devices, users, entities } = texts.list.columns
  return (
    <section className={classes.card} aria-label={words.counts}>
      <dl className={classes.stats}>
        <div>
          <dt>{devices}</dt>
          <dd>
            {maySeeDevices ? <CountLink id={id} tab="devices" count={counts.devices} /> : formatNumber(counts.devices)}
          </dd>
        </div>
        <div>
          <dt>{users}</dt>
          <dd>{maySeeUsers ? <CountLink id={id} tab="users" count={counts.users} /> : formatNumber(counts.users)}</dd>
        </div>
        <div>
          <dt>{entities}</dt>
          <dd>
            {customer.type === 'partner' ? (
              formatNumber(counts.entities)
            ) : (
              <Link to="/customers/$id/$tab" params={{ id, tab: 'entities' }}>
                {formatNumber(counts.entities)}
              </Link>
            )}
          </dd>
        </div>
      </dl>
    </section>
  )
}

function CountLink({ id, tab, count }: { id: string; tab: Tab; count: number }) {
  return (
    <Link to="/customers/$id/$tab" params={{ id, tab }}>
      {formatNumber(count)}
    </Link>
  )
}

/** Its plan, for those who are told it, and since when it exists. */
export function PlanCard({ customer }: { customer: Customer }) {
  const { plan } = customer
  const title = showsInternals(customer) ? formTexts.account.plan : formTexts.account.age
  return (
    <section className={classes.card} aria-label={title}>
      <h2 className={classes.cardTitle}>{title}</h2>
      <Facts
        facts={[
          [formTexts.account.plan, plan === null ? '' : texts.plans[plan.kind]],
          [formTexts.account.trialLicenses, plan?.trialLicenses == null ? '' : formatNumber(plan.trialLicenses)],
          [formTexts.account.expiresOn, plan?.expiresOn == null ? '' : formatDate(plan.expiresOn)],
          [words.created, formatDateTime(customer.createdAt)],
          [words.changed, formatDateTime(customer.updatedAt)],
        ]}
      />
    </section>
  )
}
