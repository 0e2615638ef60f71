import { Button, Switch } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type LicenseType, updateLicenseType } from '@tenantry/contract/licenses.ts'
import { useState } from 'react'
import { api } from '../../platform/api.ts'
import { problemText } from '../../platform/problem-text.ts'
import { AskingPanel } from '../../ui/asking-panel.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { type TellTyped, useTypedForms } from '../../ui/in-place-form.tsx'
import { useLeaving } from '../../ui/leave-question.tsx'
import { notifyError } from '../../ui/notify.ts'
import { FieldsSkeleton } from '../../ui/skeletons.tsx'
import { useFocusReturn } from '../../ui/use-focus-return.ts'
import { licensesChanged, typesQuery } from '../license-limits/public.ts'
import { AddType } from './add-type.tsx'
import { etagOf, isChanged } from './etag-of-type.ts'
import classes from './licenses.module.css'
import { texts } from './licenses.texts.ts'
import { isNameTaken } from './name-taken.ts'
import { RemoveType } from './remove-type.tsx'
import { RenameType } from './rename-type.tsx'
import { type AskedSwitch, askedSwitch, SwitchQuestion } from './switch-question.tsx'

const words = texts.types
const takenBy: Readonly<Record<string, string>> = words.takenBy

type TypePatch = { name?: string; isOn?: boolean; confirm?: boolean }

/** Which types are counted, and those of one's own. */
export function TypesPanel({ onEnd }: { onEnd: () => void }) {
  useFocusReturn()
  const types = useQuery(typesQuery)
  const [asked, setAsked] = useState<AskedSwitch | null>(null)
  const [removed, setRemoved] = useState<LicenseType | null>(null)
  const { isDirty, tell } = useTypedForms()
  const change = useChangeType()
  const closing = useLeaving({ isDirty, isBusy: false }, onEnd)
  const toggle = (type: LicenseType) => {
    const ask = (error: unknown) => setAsked(askedSwitch(type, error))
    change.mutate({ type, patch: { isOn: !type.isOn } }, { onError: ask })
  }
  return (
    <>
      <AskingPanel leaving={closing} title={words.title} subtitle={words.subtitle}>
        {types.data ? (
          <div className={classes.stack}>
            <ul className={classes.types}>
              {types.data.map((type) => (
                <TypeLine
                  key={type.code}
                  type={type}
                  isBusy={change.isPending}
                  tell={tell}
                  onToggle={() => toggle(type)}
                  onRemove={() => setRemoved(type)}
                  onRename={(name) => change.mutateAsync({ type, patch: { name } })}
                />
              ))}
            </ul>
            <AddType tell={tell} />
          </div>
        ) : types.isError ? (
          <ErrorState error={types.error} onRetry={() => void types.refetch()} />
        ) : (
          <FieldsSkeleton count={7} />
        )}
      </AskingPanel>
      {removed && <RemoveType type={removed} onEnd={() => setRemoved(null)} />}
      {/* Only while it asks: of two overlays, the one that came later lies above. */}
      {asked && (
        <SwitchQuestion
          asked={asked}
          isBusy={change.isPending}
          onConfirm={() =>
            change.mutate(
              { type: asked.type, patch: { isOn: asked.isOn, confirm: true } },
              { onSettled: () => setAsked(null) },
            )
          }
          onClose={() => setAsked(null)}
        />
      )}
    </>
  )
}

function useChangeType() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async ({ type, patch }: { type: LicenseType; patch: TypePatch }) =>
      api(updateLicenseType, { params: { code: type.code }, body: patch }, { ifMatch: await etagOf(type) }),
    onSuccess: () => licensesChanged(client),
    onError: (error, { type, patch }) => {
      // What somebody else has made of it meanwhile is shown.
      if (isChanged(error)) licensesChanged(client)
      // These are asked about, or said at the field.
      if (askedSwitch(type, error) || isNameTaken(error) || (isChanged(error) && patch.name !== undefined)) return
      notifyError(words.failed(type.name), isChanged(error) ? words.shownAnew : problemText(error).advice)
    },
  })
}

function TypeLine(props: {
  type: LicenseType
  isBusy: boolean
  tell: TellTyped
  onToggle: () => void
  onRename: (name: string) => Promise<unknown>
  onRemove: () => void
}) {
  const { isBusy } = props
  const { name, code, isOn, isBuiltIn } = props.type
  const [isRenamed, setRenamed] = useState(false)
  return (
    <li className={classes.typeLine}>
      <div className={classes.typeShown} hidden={isRenamed}>
        <span className={classes.typeName}>
          {name}
          <span className={classes.below}>
            <code>{code}</code>
            {!isBuiltIn && ` · ${words.custom}`}
          </span>
          <span className={classes.below}>{takenBy[code] ?? words.takenByClasses}</span>
        </span>
        <Button
          variant="subtle"
          size="xs"
          color="gray"
          aria-label={words.rename(name)}
          onClick={() => setRenamed(true)}
        >
          {words.renameShort}
        </Button>
        {!isBuiltIn && (
          <Button
            variant="subtle"
            size="xs"
            color="gray"
            aria-label={words.remove(name)}
            onClick={() => props.onRemove()}
          >
            {words.removeShort}
          </Button>
        )}
        {/* Not disabled while something is saved: it would lose the focus. */}
        <Switch
          aria-label={words.on(name)}
          aria-disabled={isBusy}
          checked={isOn}
          onChange={() => isBusy || props.onToggle()}
        />
      </div>
      {isRenamed && (
        <RenameType
          type={props.type}
          isBusy={isBusy}
          tell={props.tell}
          onRename={props.onRename}
          onEnd={() => setRenamed(false)}
        />
      )}
    </li>
  )
}
