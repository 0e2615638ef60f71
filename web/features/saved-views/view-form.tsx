import { Button, Checkbox, Modal, TextInput } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { ApiError } from '@tenantry/contract/client.ts'
import type { SavedView } from '@tenantry/contract/saved-views.ts'
import { type FormEvent, useRef, useState } from 'react'
import { useIsHouse, useMe } from '../../platform/session.tsx'
import { focusFirstError } from '../../platform/zod-form.ts'
import { FormError } from '../../ui/form-error.tsx'
import { isUppermost } from '../../ui/is-uppermost.ts'
import { LeaveQuestion, useLeaving } from '../../ui/leave-question.tsx'
import { useShownConditions } from '../../ui/list/shown-conditions.ts'
import { notifyDone } from '../../ui/notify.ts'
import { useFocusReturn } from '../../ui/use-focus-return.ts'
import { refusedView } from './refused-view.ts'
import classes from './saved-views.module.css'
import { texts } from './saved-views.texts.ts'
import { searchOf } from './view-search.ts'
import { useViewChanges } from './views.api.ts'

const words = texts.form

/** Saves what the list shows now by a name, or gives a view another name. @param view the one that is renamed */
export function ViewForm(props: { list: SavedView['list']; view: SavedView | undefined; onEnd: () => void }) {
  useFocusReturn()
  const { list, view, onEnd } = props
  const search: Record<string, unknown> = useSearch({ strict: false })
  const { organization } = useMe().membership
  const navigate = useNavigate()
  const changes = useViewChanges()
  const [name, setName] = useState(view?.name ?? '')
  const [isShared, setShared] = useState(false)
  const [isDefault, setDefault] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const shown = useShownConditions()
  const form = useRef<HTMLFormElement>(null)
  const isDirty = name !== (view?.name ?? '') || isShared || isDefault
  const leaving = useLeaving({ isDirty, isBusy }, onEnd)
  const save = async () => {
    if (view) return void (await changes.change(view, { name: name.trim() }))
    const { data } = await changes.save({ list, name: name.trim(), search: searchOf(search), isShared })
    if (isDefault) await changes.setDefault(data, true)
    void navigate({ to: '.', replace: true, search: (before: object) => ({ ...before, saved: data.id }) })
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setFailure(null)
    setProblem(name.trim() === '' ? words.missing : null)
    if (name.trim() === '') return focusFirstError(form.current)
    setBusy(true)
    try {
      await save()
      notifyDone(texts.done.saved(name.trim()))
      onEnd()
    } catch (error) {
      const fields = error instanceof ApiError ? error.fields : []
      const atName = fields.find(({ path }) => path === 'name')
      if (atName) {
        setProblem(atName.message)
        focusFirstError(form.current)
      } else setFailure(refusedView(error, shown))
    }
    setBusy(false)
  }
  const mayShare = useIsHouse()
  return (
    <>
      <Modal
        opened
        onClose={() => isUppermost(form.current) && leaving.ask()}
        title={view ? words.renameTitle(view.name) : words.title}
        closeButtonProps={{ 'aria-label': words.close }}
        classNames={{ title: classes.title }}
        size="sm"
        radius={12}
      >
        <form ref={form} className={classes.form} onSubmit={(event) => void submit(event)} noValidate>
          {!view && <p className={classes.lead}>{words.lead}</p>}
          <FormError>{failure}</FormError>
          <TextInput
            label={words.name}
            placeholder={words.placeholder}
            value={name}
            error={problem}
            onChange={(event) => setName(event.currentTarget.value)}
            data-autofocus
          />
          {!view && mayShare && (
            <Checkbox
              label={words.share(organization.name)}
              checked={isShared}
              onChange={(event) => setShared(event.currentTarget.checked)}
            />
          )}
          {!view && (
            <Checkbox
              label={words.asDefault}
              checked={isDefault}
              onChange={(event) => setDefault(event.currentTarget.checked)}
            />
          )}
          <div className={classes.actions}>
            <Button variant="default" disabled={isBusy} onClick={leaving.ask}>
              {words.cancel}
            </Button>
            <Button type="submit" loading={isBusy}>
              {view ? words.rename : words.save}
            </Button>
          </div>
        </form>
      </Modal>
      <LeaveQuestion leaving={leaving} />
    </>
  )
}
