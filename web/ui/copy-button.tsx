import { Button } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { texts } from '../platform/texts.ts'

/**
 * Copies a text, and says that it has.
 * @param props.label what it copies, as several stand on a page
 */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const clipboard = useClipboard({ timeout: 4000 })
  return (
    <Button
      variant="light"
      flex="none"
      {...(clipboard.copied ? {} : { 'aria-label': label })}
      leftSection={clipboard.copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
      onClick={() => clipboard.copy(text)}
    >
      <span aria-live="polite">{clipboard.copied ? texts.actions.copied : texts.actions.copy}</span>
    </Button>
  )
}
