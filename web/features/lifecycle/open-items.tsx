import { IconCircle, IconCircleCheck } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { CustomerStatus } from '@tenantry/contract/lifecycle.ts'
import { formatNumber } from '../../platform/format.ts'
import classes from './lifecycle.module.css'
import { texts } from './lifecycle.texts.ts'

const words = texts.open

/** The checklist of an offboarding: what is still there, and where to close it. */
export function OpenItems(props: { id: string; items: CustomerStatus['open']; onLeave: () => void }) {
  const isDone = props.items.every(({ count }) => count === 0)
  return (
    <section className={classes.section} aria-label={words.heading}>
      <h3 className={classes.heading}>{words.heading}</h3>
      <ul className={classes.open}>
        {props.items.map((each) => (
          <li key={each.item} data-open={each.count > 0 || undefined}>
            {each.count > 0 ? <IconCircle size={17} aria-hidden /> : <IconCircleCheck size={17} aria-hidden />}
            <span>
              <ItemName id={props.id} item={each.item} count={each.count} />
              {each.count > 0 && <span className={classes.dim}> {each.blocks ? words.blocks : words.refused}</span>}
            </span>
            <b>{each.count > 0 ? formatNumber(each.count) : words.closed}</b>
          </li>
        ))}
      </ul>
      {isDone && <p className={classes.dim}>{words.nothing}</p>}
    </section>
  )
}

function ItemName({ id, item, count }: { id: string; item: CustomerStatus['open'][number]['item']; count: number }) {
  const name = texts.openItems[item]
  if (count === 0 || item === 'subscriptions') return name
  if (item === 'devices')
    return (
      <Link to="/customers/$id/$tab" params={{ id, tab: 'devices' }}>
        {name}
      </Link>
    )
  return (
    <Link to="/customers" search={{ filter: { parentId: { eq: id } } }}>
      {name}
    </Link>
  )
}
