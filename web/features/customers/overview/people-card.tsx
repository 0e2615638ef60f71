import { Anchor } from '@mantine/core'
import { type Administrator, type Contact, nameOf } from '@tenantry/contract/contacts.ts'
import type { Customer } from '@tenantry/contract/customers.ts'
import { formatPhone } from '@tenantry/contract/fields/phones.ts'
import { showEmail } from '@tenantry/contract/fields/web-addresses.ts'
import type { ReactNode } from 'react'
import { formatDate } from '../../../platform/format.ts'
import { StatusDot } from '../../../ui/status-dot.tsx'
import { isOnItsWay, useInvitationsOnTheirWay, userTones } from '../../users/public.ts'
import pageClasses from '../customer-page.module.css'
import { texts } from '../people/people.texts.ts'
import { useMayEdit } from '../use-standing.ts'
import classes from './people-card.module.css'

const words = texts.cards

/** Whom to talk to at the customer. */
export function PeopleCard({ customer }: { customer: Customer }) {
  const { primary, billing, admin, others } = customer.contacts
  const mayEdit = useMayEdit(customer)
  useInvitationsOnTheirWay(admin?.status === 'pending' && isOnItsWay(admin.invitation))
  const isNobody = !primary && !billing && !admin && others.length === 0
  return (
    <section className={pageClasses.card} aria-label={texts.title}>
      <h2 className={pageClasses.cardTitle}>{texts.title}</h2>
      {isNobody ? (
        <p className={pageClasses.missing}>{mayEdit ? `${words.nobody} ${words.nobodyHint}` : words.nobody}</p>
      ) : (
        <ul className={classes.people}>
          {primary && <ContactEntry role={texts.primary.title} contact={primary} />}
          {billing && <ContactEntry role={texts.billing.title} contact={billing} />}
          {others.map((other) => (
            <ContactEntry key={other.id} role={other.role ?? texts.others.roleless} contact={other} />
          ))}
          {admin && <AdministratorEntry admin={admin} />}
        </ul>
      )}
    </section>
  )
}

function ContactEntry({ role, contact }: { role: string; contact: Contact }) {
  return (
    <Entry role={role} name={nameOf(contact).trim() || showEmail(contact.email ?? '')}>
      <Reach {...contact} />
      {contact.fax && (
        <span>
          {texts.person.fax} {formatPhone(contact.fax, contact.faxExtension)}
        </span>
      )}
    </Entry>
  )
}

/** A person of a card: in which role, who it is, how to reach them. */
export function Entry(props: { role?: string; name: string; children: ReactNode }) {
  return (
    <li className={classes.person}>
      {props.role && <span className={classes.role}>{props.role}</span>}
      <span className={classes.name}>{props.name}</span>
      <span className={classes.reach}>{props.children}</span>
    </li>
  )
}

/** Links to write and to call. */
export function Reach(props: { email: string | null; phone: string | null; phoneExtension?: string | null }) {
  const { email, phone } = props
  return (
    <>
      {email && <Anchor href={`mailto:${email}`}>{showEmail(email)}</Anchor>}
      {phone && <Anchor href={`tel:${phone}`}>{formatPhone(phone, props.phoneExtension)}</Anchor>}
    </>
  )
}

function AdministratorEntry({ admin }: { admin: Administrator }) {
  const { status, email, communicationEmail } = admin
  return (
    <Entry role={texts.admin.title} name={admin.displayName}>
      <span>{texts.review.login(email)}</span>
      {communicationEmail && <Reach email={communicationEmail} phone={null} />}
      <StatusDot tone={userTones[status]}>{invitationText(admin)}</StatusDot>
    </Entry>
  )
}

function invitationText({ status, invitation }: Administrator): string {
  if (status !== 'pending') return words.statuses[status]
  if (invitation?.isInOutbox) return words.inOutbox
  if (invitation?.sentAt) return words.invitedOn(formatDate(invitation.sentAt))
  if (isOnItsWay(invitation)) return words.onItsWay
  return invitation?.sendOn ? words.invitationOn(formatDate(invitation.sendOn)) : words.notInvited
}
