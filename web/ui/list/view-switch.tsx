import { IconLayoutGrid, IconTable } from '@tabler/icons-react'
import type { ListView } from './list-search.ts'
import { texts } from './texts.ts'
import classes from './toolbar.module.css'

const views = [
  { value: 'cards', label: texts.view.cards, icon: IconLayoutGrid },
  { value: 'table', label: texts.view.table, icon: IconTable },
] as const

/** Cards or table. */
export function ViewSwitch({ value, onChange }: { value: ListView; onChange: (view: ListView) => void }) {
  return (
    <fieldset className={classes.views} aria-label={texts.view.label}>
      {views.map(({ value: view, label, icon: Icon }) => (
        <button
          key={view}
          type="button"
          aria-label={label}
          title={label}
          aria-pressed={view === value}
          onClick={() => onChange(view)}
        >
          <Icon size={16} stroke={1.7} aria-hidden />
          <span>{label}</span>
        </button>
      ))}
    </fieldset>
  )
}
