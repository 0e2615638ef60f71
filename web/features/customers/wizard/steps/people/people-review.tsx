import { showEmail } from '@tenantry/contract/fields/web-addresses.ts'
import { formatDate } from '../../../../../platform/format.ts'
import { useUsers } from '../../../../users/public.ts'
import { type Fact, Facts } from '../../../facts.tsx'
import { texts } from '../../../people/people.texts.ts'
import { toPeopleInput } from '../../../people/people-input.ts'
import { adminOf, type PeopleValues } from '../../../people/people-values.ts'
import { personText, representativeText, textsByRole } from '../../../people/person-text.ts'
import classes from '../../wizard.module.css'

const words = texts.review

/** Everybody who was named in the step People. */
export function PeopleReview({ values }: { values: PeopleValues }) {
  const { contacts, assignedUserIds, accountManagerEmail, salesRepresentatives } = toPeopleInput(values)
  const technicians = useUsers(assignedUserIds).users
  const billing = contacts.billing && (values.isAlsoBilling ? words.sameAsPrimary : personText(contacts.billing))
  const facts: Fact[] = [
    [texts.primary.title, contacts.primary && personText(contacts.primary)],
    [texts.billing.title, billing],
    [texts.admin.title, adminText(values)],
    ...textsByRole(contacts.others),
    [texts.team.technicians, technicians.map(({ name }) => name).join('\n')],
    [texts.team.accountManager, accountManagerEmail && showEmail(accountManagerEmail)],
    [texts.sales.title, salesRepresentatives.map(representativeText).join('\n\n')],
  ]
  const isNobody = facts.every(([, value]) => !value)
  return isNobody ? <div className={classes.leftOut}>{words.nobody}</div> : <Facts facts={facts} />
}

/** The administrator with the login, and when the invitation goes where. */
function adminText(values: PeopleValues): string {
  const { isWanted, displayName, email, communicationEmail, invitation } = adminOf(values)
  if (!isWanted) return ''
  const to = showEmail(communicationEmail.trim() || email)
  const { send, on } = invitation
  const sending = {
    now: words.sendsNow(to),
    on: words.sendsOn(to, on === '' ? '' : formatDate(on)),
    later: words.sendsLater,
  }
  return [displayName, words.login(showEmail(email)), sending[send]].filter(Boolean).join('\n')
}
