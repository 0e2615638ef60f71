import type { OrganizationMove } from '@tenantry/contract/organization-moves.ts'
import { formatNumber } from '../../../platform/format.ts'
import { statusWords } from '../../customers/public.ts'
import classes from '../organizations.module.css'
import { texts } from '../organizations.texts.ts'

const words = texts.moving

/** What a move changes: what moves, who gains or loses sight, what is inherited from then on. */
export function MovePreview({ move }: { move: OrganizationMove }) {
  const { organizations, devices, licenses, effectiveStatus, settings } = move
  return (
    <section className={classes.section} aria-label={words.preview}>
      <h3>{words.preview}</h3>
      <ul className={classes.people}>
        <li>{organizations === 1 ? words.organization : words.organizations(formatNumber(organizations))}</li>
        {devices > 0 && <li>{devices === 1 ? words.device : words.devices(formatNumber(devices))}</li>}
        {licenses.length > 0 && (
          <li>{words.licenses(licenses.map(({ name, count }) => `${formatNumber(count)} ${name}`).join(' · '))}</li>
        )}
        {effectiveStatus.before !== effectiveStatus.after && (
          <li>{words.status(statusWords[effectiveStatus.before], statusWords[effectiveStatus.after])}</li>
        )}
        {settings.map(({ name, before, after }) => (
          <li key={name}>{words.setting(words.settingNames[name], before, after)}</li>
        ))}
      </ul>
      <People title={words.gains} people={move.gainsSight} count={move.gainsSightCount} />
      <People title={words.loses} people={move.losesSight} count={move.losesSightCount} />
    </section>
  )
}

interface PeopleProps {
  title: string
  /** The first of them by name. */
  people: OrganizationMove['gainsSight']
  count: number
}

function People({ title, people, count }: PeopleProps) {
  return (
    <div>
      <h4>{title}</h4>
      {people.length === 0 ? (
        <p className={classes.hint}>{words.nobody}</p>
      ) : (
        <ul className={classes.people}>
          {people.map(({ membershipId, name, email, organizationName }) => (
            <li key={membershipId}>
              {name}
              <small>
                {email} · {organizationName}
              </small>
            </li>
          ))}
          {count > people.length && <li>{words.more(formatNumber(count - people.length))}</li>}
        </ul>
      )}
    </div>
  )
}
