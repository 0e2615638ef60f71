import { IconBinaryTree2, IconLayoutGrid, IconTable } from '@tabler/icons-react'
import type { ListView } from './list-search.ts'
import { texts } from './texts.ts'
import classes from './toolbar.module.css'

const icons = { cards: IconLayoutGrid, table: IconTable, tree: IconBinaryTree2 }

/** Cards, table or tree, as far as the list has them. */
export function ViewSwitch(props: { value: ListView; views: readonly ListView[]; onChange: (view: ListView) => void }) {
  return (
    <fieldset className={classes.views} aria-label={texts.view.label}>
      {inOrder
        .filter((view) => props.views.includes(view))
        .map((view) => {
          const Icon = icons[view]
          const label = texts.view[view]
          return (
            <button
              key={view}
              type="button"
              aria-label={label}
              title={label}
              aria-pressed={view === props.value}
              onClick={() => props.onChange(view)}
            >
              <Icon size={16} stroke={1.7} aria-hidden />
              <span>{label}</span>
            </button>
          )
        })}
    </fieldset>
  )
}

const inOrder: readonly ListView[] = ['cards', 'table', 'tree']
