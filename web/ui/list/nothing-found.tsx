import { Button } from '@mantine/core'
import { IconSearchOff } from '@tabler/icons-react'
import { EmptyState } from '../empty-state.tsx'
import { texts } from './texts.ts'

/** The answer of a list whose search or conditions nothing meets. @param hint what else keeps rows out of it */
export function NothingFound({ onClear, hint }: { onClear: () => void; hint?: string | null }) {
  return (
    <EmptyState
      icon={<IconSearchOff size={22} stroke={1.6} />}
      title={texts.nothing.title}
      text={hint ? `${texts.nothing.text} ${hint}` : texts.nothing.text}
      action={
        <Button variant="default" onClick={onClear}>
          {texts.nothing.clear}
        </Button>
      }
    />
  )
}
