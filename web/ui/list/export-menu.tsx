import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import type { ComponentProps, ComponentType } from 'react'
import { usePermission } from '../../platform/session.tsx'
import { OnDemand } from '../on-demand.tsx'
import { texts } from './texts.ts'
import classes from './toolbar.module.css'

/**
 * The button behind which a list is taken out as a file, for those who may.
 * @param load imports the room's own panel, whose default export takes the props
 */
export function ExportMenu<Props extends object>(props: {
  load: () => Promise<{ default: ComponentType<Props> }>
  props: Props
}) {
  if (!usePermission('exports.create')) return null
  return <OnDemand load={props.load} props={props.props} button={(ask) => <ExportButton {...ask} />} />
}

/** The button alone; also what the panel hangs on. */
export function ExportButton(props: ComponentProps<'button'>) {
  return (
    <Button
      variant="subtle"
      color="gray"
      px={10}
      title={texts.exportOpen}
      leftSection={<IconDownload size={16} stroke={1.7} aria-hidden />}
      {...props}
    >
      <span className={classes.word}>{texts.exportOpen}</span>
    </Button>
  )
}
