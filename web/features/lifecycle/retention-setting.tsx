import { Button, Modal, TextInput } from '@mantine/core'
import { IconClock } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { RetentionSettings, updateRetentionSettings } from '@tenantry/contract/lifecycle.ts'
import { useState } from 'react'
import { api } from '../../platform/api.ts'
import { formatNumber } from '../../platform/format.ts'
import { problemText } from '../../platform/problem-text.ts'
import { texts as frameTexts } from '../../platform/texts.ts'
import { typedCount } from '../../platform/typed-count.ts'
import { FormError } from '../../ui/form-error.tsx'
import { notifyDone } from '../../ui/notify.ts'
import { retentionQuery } from './lifecycle.api.ts'
import classes from './lifecycle.module.css'
import { texts } from './lifecycle.texts.ts'

const words = texts.retention

/** How long the archive keeps, and the way to change it. */
export function RetentionSetting() {
  const settings = useQuery(retentionQuery).data
  const [isOpen, setOpen] = useState(false)
  if (!settings) return null
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconClock size={16} stroke={1.7} aria-hidden />}
        title={words.change}
        onClick={() => setOpen(true)}
      >
        {texts.archive.kept(formatNumber(settings.archivedDays))}
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={words.title}
        radius={12}
        closeButtonProps={{ 'aria-label': frameTexts.actions.close }}
      >
        <RetentionForm days={settings.archivedDays} onEnd={() => setOpen(false)} />
      </Modal>
    </>
  )
}

function RetentionForm({ days, onEnd }: { days: number; onEnd: () => void }) {
  const queryClient = useQueryClient()
  const [value, setValue] = useState(String(days))
  const parsed = RetentionSettings.safeParse({ archivedDays: typedCount(value) })
  const save = useMutation({
    mutationFn: async (body: RetentionSettings) => (await api(updateRetentionSettings, { body })).data,
    onSuccess: (saved) => {
      queryClient.setQueryData(retentionQuery.queryKey, saved)
      void queryClient.invalidateQueries({ queryKey: ['provider-settings'] })
      notifyDone(words.saved)
      onEnd()
    },
  })
  return (
    <form
      className={classes.stack}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (parsed.success) save.mutate(parsed.data)
      }}
    >
      <p className={classes.lead}>{words.text}</p>
      <TextInput
        label={words.days}
        value={value}
        inputMode="numeric"
        autoComplete="off"
        error={parsed.success ? null : words.range}
        data-autofocus
        onChange={(event) => setValue(event.currentTarget.value)}
      />
      <FormError>{save.isError ? problemText(save.error).advice : null}</FormError>
      <div className={classes.buttons}>
        <Button variant="default" onClick={onEnd}>
          {frameTexts.actions.cancel}
        </Button>
        <Button type="submit" loading={save.isPending}>
          {words.save}
        </Button>
      </div>
    </form>
  )
}
