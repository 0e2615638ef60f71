import { Button } from '@mantine/core'
import { IconColumns3 } from '@tabler/icons-react'
import type { ComponentProps } from 'react'
import { OnDemand } from '../on-demand.tsx'
import { texts } from './texts.ts'
import classes from './toolbar.module.css'
import type { Arranged } from './use-table-layout.ts'

const load = () => import('./column-panel.tsx')

/** The button behind which the columns of a table are arranged. */
export function ColumnMenu<Row>({ layout }: { layout: Arranged<Row> }) {
  return (
    <OnDemand load={load} props={{ layout: layout as Arranged<never> }} button={(ask) => <ColumnButton {...ask} />} />
  )
}

/** The button alone; also what the panel hangs on. */
export function ColumnButton(props: ComponentProps<'button'>) {
  return (
    <Button
      variant="subtle"
      color="gray"
      px={10}
      title={texts.columns.open}
      leftSection={<IconColumns3 size={16} stroke={1.7} aria-hidden />}
      {...props}
    >
      <span className={classes.word}>{texts.columns.open}</span>
    </Button>
  )
}
