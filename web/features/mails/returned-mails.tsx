import { useQuery } from '@tanstack/react-query'
import { formatAgo } from '../../platform/format.ts'
import { useMe } from '../../platform/session.tsx'
import { returnedQuery } from './mails.api.ts'
import classes from './mails.module.css'
import { texts } from './mails.texts.ts'

const words = texts.returned

/**
 * The addresses that mails about a customer came back from; nothing where there are none, and for its own people.
 * @param className how cards look where it stands
 */
export function ReturnedMails(props: {
  organizationId: string
  className?: string | undefined
  titleClass?: string | undefined
}) {
  const { type, id } = useMe().membership.organization
  const isAbove = type === 'provider' || (type === 'partner' && (id as string) !== props.organizationId)
  const { data = [] } = useQuery({ ...returnedQuery(props.organizationId), enabled: isAbove })
  if (data.length === 0) return null
  return (
    <section className={props.className} aria-label={words.title}>
      <h2 className={props.titleClass}>{words.title}</h2>
      <p className={classes.dim}>{words.lead}</p>
      <ul className={classes.returned}>
        {data.map(({ address, reason, returnedAt }) => (
          <li key={address}>
            <div>{words.line(address)}</div>
            <div className={classes.dim}>
              {reason} · {formatAgo(returnedAt)}
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
