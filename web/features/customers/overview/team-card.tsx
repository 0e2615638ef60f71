import { Skeleton } from '@mantine/core'
import type { Customer } from '@tenantry/contract/customers.ts'
import type { ReactNode } from 'react'
import { useMe } from '../../../platform/session.tsx'
import { useUsers } from '../../users/public.ts'
import pageClasses from '../customer-page.module.css'
import { showsInternals } from '../customer-words.ts'
import { texts } from '../people/people.texts.ts'
import classes from './people-card.module.css'
import { Entry, Reach } from './people-card.tsx'
import { shownTeam } from './shown-team.ts'

const words = texts.cards

/** Who looks after the customer and sells to it; the customer's own people see the latter only. */
export function TeamCard({ customer }: { customer: Customer }) {
  const { accountManagerEmail, salesRepresentatives } = customer
  const assigned = customer.assignedUserIds ?? []
  const isNobody = assigned.length === 0 && accountManagerEmail === null && salesRepresentatives.length === 0
  // To its own people those who look after it are not told, which is not that nobody does.
  if (isNobody && !showsInternals(customer)) return null
  return (
    <section className={pageClasses.card} aria-label={words.team}>
      <h2 className={pageClasses.cardTitle}>{words.team}</h2>
      {isNobody && <p className={pageClasses.missing}>{words.noTeam}</p>}
      {assigned.length > 0 && <Technicians ids={assigned} />}
      {accountManagerEmail !== null && (
        <Group title={words.accountManager}>
          <li className={classes.reach}>
            <Reach email={accountManagerEmail} phone={null} />
          </li>
        </Group>
      )}
      {salesRepresentatives.length > 0 && (
        <Group title={texts.sales.title}>
          {Object.entries(salesRepresentatives).map(([place, each]) => (
            <Entry key={place} name={each.name}>
              <Reach email={each.email} phone={each.phone} />
            </Entry>
          ))}
        </Group>
      )}
    </section>
  )
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className={classes.group}>
      <h3 className={classes.groupTitle}>{title}</h3>
      <ul className={classes.team}>{children}</ul>
    </div>
  )
}

function Technicians({ ids }: { ids: readonly string[] }) {
  const { users, isPending } = useUsers(ids)
  const { account, membership } = useMe()
  if (isPending) return <Skeleton height={12} width="60%" />
  const shown = shownTeam(ids, users, { id: membership.id, name: account.name, email: account.email })
  if (shown.length === 0) return <p className={pageClasses.missing}>{words.unseenTeam}</p>
  return (
    <Group title={texts.team.technicians}>
      {shown.map(({ id, name, email }) => (
        <Entry key={id} name={name}>
          <Reach email={email} phone={null} />
        </Entry>
      ))}
    </Group>
  )
}
