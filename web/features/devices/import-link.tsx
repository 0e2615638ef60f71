import { Button } from '@mantine/core'
import { IconFileImport } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import toolbar from '../../ui/list/toolbar.module.css'

/** Leads to where files of devices are brought in. */
export function ImportLink({ label }: { label: string }) {
  return (
    <Button
      className={toolbar.rare}
      variant="subtle"
      color="gray"
      px={10}
      title={label}
      leftSection={<IconFileImport size={16} stroke={1.7} aria-hidden />}
      renderRoot={(props) => <Link to="/imports" search={{ kind: 'devices' }} {...props} />}
    >
      <span className={toolbar.word}>{label}</span>
    </Button>
  )
}
