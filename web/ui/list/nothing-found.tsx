import { Button } from '@mantine/core'
import { IconSearchOff } from '@tabler/icons-react'
import { EmptyState } from '../empty-state.tsx'
import { texts } from './texts.ts'

/** The answer of a list whose search or conditions nothing meets. */
export function NothingFound({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState
      icon={<IconSearchOff size={22} stroke={1.6} />}
      title={texts.nothing.title}
      text={texts.nothing.text}
      action={
        <Button variant="default" onClick={onClear}>
          {texts.nothing.clear}
        </Button>
      }
    />
  )
}
