import { useDebouncedValue } from '@mantine/hooks'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { CustomerDuplicate } from '@tenantry/contract/customer-duplicates.ts'
import { DuplicateMerge } from '../../merge-menu/duplicate/public.ts'
import { texts } from '../customers.texts.ts'
import { formTexts } from '../form.texts.ts'
import type { CompanyValues } from './company-values.ts'
import { duplicatesQuery } from './duplicates.api.ts'
import classes from './duplicates.module.css'

const words = formTexts.duplicates
const shown = 5

/**
 * Names customers that may be the one that is typed, in a window of their own each, so that nothing typed is left.
 * @param except the customer that is edited
 */
export function Duplicates({ values, except }: { values: CompanyValues; except: string | undefined }) {
  const name = values.name.trim().slice(0, 255)
  // A code that is only suggested is free.
  const code = values.isCodeTyped ? values.code.trim().slice(0, 255) : ''
  const domain = values.domain.trim().slice(0, 255)
  const [typed] = useDebouncedValue(JSON.stringify({ name, code, domain }), 300)
  const { data = [] } = useQuery(duplicatesQuery(JSON.parse(typed), except))
  const found = name === '' && code === '' && domain === '' ? [] : data
  return (
    <div role="status" className={classes.slot}>
      {found.length > 0 && (
        <div className={classes.warning}>
          <IconAlertTriangle size={17} stroke={1.8} className={classes.icon} aria-hidden />
          <div>
            {words.heading}
            <ul className={classes.list}>
              {found.slice(0, shown).map((each) => (
                <Duplicate key={each.id} duplicate={each} except={except} />
              ))}
            </ul>
            {found.length > shown && words.more(found.length - shown)}
          </div>
        </div>
      )}
    </div>
  )
}

function Duplicate({ duplicate, except }: { duplicate: CustomerDuplicate; except: string | undefined }) {
  const { id, name, code, status, reasons } = duplicate
  const why = reasons.map((reason) => words.reasons[reason]).join(', ')
  return (
    <li>
      <Link to="/customers/$id" params={{ id }} target="_blank" aria-label={words.open(name)}>
        {name}
      </Link>{' '}
      {code} · {why}
      {status !== 'active' && ` · ${texts.statuses[status]}`}
      {except !== undefined && <DuplicateMerge id={except} into={duplicate} />}
    </li>
  )
}
