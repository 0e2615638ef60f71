import { Button } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import toolbar from '../../../ui/list/toolbar.module.css'
import { changesTitle } from './changes.texts.ts'

/** Leads to what this person changed of many at once, and to the way back. */
export function ChangesLink() {
  return (
    <Button
      className={toolbar.rare}
      variant="subtle"
      color="gray"
      px={10}
      title={changesTitle}
      leftSection={<IconHistory size={16} stroke={1.7} aria-hidden />}
      renderRoot={(props) => <Link to="/bulk-changes" {...props} />}
    >
      <span className={toolbar.word}>{changesTitle}</span>
    </Button>
  )
}
