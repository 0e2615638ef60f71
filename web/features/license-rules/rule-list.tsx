import { ActionIcon, Switch } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconPencil, IconPlayerPlay, IconTrash } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type LicenseRule, updateLicenseRule } from '@tenantry/contract/license-rules.ts'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { api } from '../../platform/api.ts'
import { formatNumber } from '../../platform/format.ts'
import { problemText } from '../../platform/problem-text.ts'
import { ActionMenu } from '../../ui/action-menu.tsx'
import { useDeviceClasses } from '../../ui/device-classes.tsx'
import { notifyError } from '../../ui/notify.ts'
import { conditionsText } from './conditions-text.ts'
import { rulesChanged, useOrganizationNames } from './license-rules.api.ts'
import classes from './license-rules.module.css'
import { texts } from './license-rules.texts.ts'

interface Open {
  onEdit: (rule: LicenseRule) => void
  onTry: (rule: LicenseRule) => void
  onRemove: (rule: LicenseRule) => void
}

/** The rules in their order, which is changed by buttons and by Alt with the arrow keys. */
export function RuleList({ rules, ...open }: { rules: readonly LicenseRule[] } & Open) {
  const names = useOrganizationNames([...new Set(rules.flatMap(({ conditions }) => conditions.organizationIds))].sort())
  const change = useChangeRule()
  const list = useRef<HTMLOListElement>(null)
  const [said, setSaid] = useState('')
  const [held, setHeld] = useState<string | null>(null)
  // Moving a line in the page takes the focus out of it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the order may have changed
  useEffect(() => {
    if (held) list.current?.querySelector<HTMLElement>(`[data-hold="${held}"]`)?.focus()
  }, [rules, held])
  const deviceClasses = useDeviceClasses()
  const move = (rule: LicenseRule, by: -1 | 1) => {
    const position = rule.position + by
    if (change.isPending || position < 1 || position > rules.length) return
    setHeld(`${rule.id} ${by}`)
    change.mutate(
      { rule, patch: { position } },
      { onSuccess: () => setSaid(texts.moved(rule.name, position, rules.length)) },
    )
  }
  return (
    <>
      <ol ref={list} className={classes.rules} aria-label={texts.list} onPointerDown={() => setHeld(null)}>
        {rules.map((rule) => (
          <RuleLine
            key={rule.id}
            rule={rule}
            count={rules.length}
            about={conditionsText(rule.conditions, deviceClasses, names)}
            onMove={(by) => move(rule, by)}
            onToggle={() => change.mutate({ rule, patch: { isOn: !rule.isOn } })}
            {...open}
          />
        ))}
      </ol>
      {rules.length > 1 && <p className={classes.hint}>{texts.keys}</p>}
      <p role="status" className={classes.said}>
        {said}
      </p>
    </>
  )
}

function useChangeRule() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ rule, patch }: { rule: LicenseRule; patch: { position?: number; isOn?: boolean } }) =>
      api(updateLicenseRule, { params: { id: rule.id }, body: patch }, { ifMatch: '*' }),
    onError: (error, { rule }) => notifyError(texts.notChanged(rule.name), problemText(error).advice),
    onSettled: () => rulesChanged(client),
  })
}

interface LineProps extends Open {
  rule: LicenseRule
  count: number
  about: string
  onMove: (by: -1 | 1) => void
  onToggle: () => void
}

function RuleLine(props: LineProps) {
  const { rule, onMove } = props
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : null
    if (!event.altKey || by === null) return
    event.preventDefault()
    onMove(by)
  }
  return (
    <li className={classes.rule} data-off={!rule.isOn || undefined} onKeyDown={onKeyDown}>
      <span className={classes.place} aria-hidden>
        {rule.position}
      </span>
      <div className={classes.about}>
        <h2 className={classes.name}>{rule.name}</h2>
        <p className={classes.below}>{props.about}</p>
        <p className={classes.below}>
          {rule.isOn ? '' : `${texts.off} · `}
          {rule.licensed === 0 ? texts.noneLicensed : texts.licensed(formatNumber(rule.licensed), rule.licensed === 1)}
        </p>
      </div>
      <div className={classes.tools}>
        <MoveButton {...props} by={-1} isAtEnd={rule.position === 1} />
        <MoveButton {...props} by={1} isAtEnd={rule.position === props.count} />
        <Switch aria-label={texts.on(rule.name)} checked={rule.isOn} onChange={props.onToggle} />
        <ActionMenu
          label={texts.actionsFor(rule.name)}
          actions={[
            { label: texts.tryOut, icon: IconPlayerPlay, onClick: () => props.onTry(rule) },
            { label: texts.edit, icon: IconPencil, onClick: () => props.onEdit(rule) },
            { label: texts.remove, icon: IconTrash, isDangerous: true, onClick: () => props.onRemove(rule) },
          ]}
        />
      </div>
    </li>
  )
}

function MoveButton({
  rule,
  by,
  isAtEnd,
  onMove,
}: Pick<LineProps, 'rule' | 'onMove'> & { by: -1 | 1; isAtEnd: boolean }) {
  const Icon = by === -1 ? IconArrowUp : IconArrowDown
  return (
    <ActionIcon
      aria-label={(by === -1 ? texts.up : texts.down)(rule.name)}
      // It keeps the focus at the end, too: the way back is one key away.
      aria-disabled={isAtEnd || undefined}
      data-hold={`${rule.id} ${by}`}
      onClick={() => onMove(by)}
    >
      <Icon size={17} stroke={1.7} aria-hidden />
    </ActionIcon>
  )
}
