import { Button, Popover, VisuallyHidden } from '@mantine/core'
import { IconChevronDown, IconChevronUp, IconMinus, IconPlus, type TablerIcon } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useOpenOnMount } from '../use-open-on-mount.ts'
import { ColumnButton } from './column-menu.tsx'
import classes from './column-panel.module.css'
import type { TableColumn } from './columns.ts'
import tableClasses from './data-table.module.css'
import { dragging } from './heading-moves.ts'
import { movedBy, stepPx } from './table-layout.ts'
import { texts } from './texts.ts'
import type { Arranged } from './use-table-layout.ts'

const words = texts.columns

/** Which columns are shown, in what order, how wide and how high the rows are; opens as soon as it is there. */
export default function ColumnPanel({ layout }: { layout: Arranged<never> }) {
  const { opened, setOpened, target } = useOpenOnMount()
  const [said, setSaid] = useState('')
  const free = layout.all.filter(({ isFixed }) => !isFixed)
  const shown = layout.order.flatMap((id) => free.filter((column) => column.id === id))
  const hidden = free.filter(({ id }) => !layout.order.includes(id))
  const [turned, setTurned] = useState<string | null>(null)
  const panel = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // A box that is pressed goes to the other list; the focus goes with it.
    if (turned) panel.current?.querySelector<HTMLElement>(`[data-box="${turned}"]`)?.focus()
  }, [turned])
  const toggle = ({ id }: TableColumn<never>) => {
    const { order } = layout
    layout.setOrder(order.includes(id) ? order.filter((other) => other !== id) : [...order, id])
    setTurned(id)
  }
  const move = (column: TableColumn<never>, by: number) => {
    const next = movedBy(layout.order, column.id, by)
    layout.setOrder(next)
    setSaid(words.moved(column.heading, next.indexOf(column.id) + 1, next.length))
  }
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-end"
      width={340}
      // Its end stays within the window, however low the button is.
      middlewares={{ flip: true, shift: true, size: { apply: fitHeight, padding: 12 } }}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <ColumnButton ref={target} onClick={() => setOpened(!opened)} />
      </Popover.Target>
      <Popover.Dropdown ref={panel} className={classes.panel}>
        <Density layout={layout} />
        <ul className={classes.list} aria-label={words.list}>
          {shown.map((column) => (
            <ShownColumn
              key={column.id}
              column={column}
              layout={layout}
              onMove={(by) => move(column, by)}
              onHide={() => toggle(column)}
            />
          ))}
        </ul>
        {hidden.length > 0 && (
          <>
            <div className={classes.part}>{words.hidden}</div>
            <ul className={classes.list} aria-label={words.hidden}>
              {hidden.map((column) => (
                <li key={column.id} className={classes.line}>
                  <ShowBox column={column} isShown={false} onChange={() => toggle(column)} />
                </li>
              ))}
            </ul>
          </>
        )}
        <div className={classes.foot}>
          <span className={classes.hint}>{words.keys}</span>
          <Button variant="default" size="xs" onClick={layout.reset}>
            {words.reset}
          </Button>
        </div>
        <div role="status">
          <VisuallyHidden>{said}</VisuallyHidden>
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}

function fitHeight({ availableHeight, elements }: { availableHeight: number; elements: { floating: HTMLElement } }) {
  elements.floating.style.maxHeight = `${Math.min(560, availableHeight)}px`
}

function Density({ layout }: { layout: Arranged<never> }) {
  return (
    <fieldset className={classes.density}>
      <legend>{words.density}</legend>
      {[false, true].map((isDense) => (
        <button
          key={String(isDense)}
          type="button"
          aria-pressed={layout.isDense === isDense}
          onClick={() => layout.setDense(isDense)}
        >
          {isDense ? words.dense : words.comfortable}
        </button>
      ))}
    </fieldset>
  )
}

function ShownColumn(props: {
  column: TableColumn<never>
  layout: Arranged<never>
  onMove: (by: number) => void
  onHide: () => void
}) {
  const { column, layout, onMove } = props
  const { id, heading } = column
  const hasRoom = useHasRoom(id)
  const widen = (by: number) => {
    const drawn = document.querySelector<HTMLElement>(`th[data-column="${id}"]`)?.offsetWidth ?? 0
    layout.setWidth(id, drawn + by * stepPx)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const moves = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    const widens = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (!event.altKey || (!moves && !widens)) return
    event.preventDefault()
    if (moves) onMove(moves)
    if (widens) widen(widens)
  }
  return (
    <li className={classes.line} onKeyDown={onKeyDown} {...dragging(id, layout)}>
      <ShowBox column={column} isShown hasRoom={hasRoom} onChange={props.onHide} />
      <Step label={words.narrower(heading)} icon={IconMinus} onClick={() => widen(-1)} />
      <Step label={words.wider(heading)} icon={IconPlus} onClick={() => widen(1)} />
      <Step label={words.up(heading)} icon={IconChevronUp} onClick={() => onMove(-1)} />
      <Step label={words.down(heading)} icon={IconChevronDown} onClick={() => onMove(1)} />
    </li>
  )
}

/** Whether a column is drawn: until somebody chooses the columns, those for which there is no room give way. */
function useHasRoom(id: string): boolean {
  const [hasRoom, setHasRoom] = useState(true)
  useEffect(() => {
    const look = () => {
      const heading = document.querySelector<HTMLElement>(`th[data-column="${id}"]`)
      setHasRoom(heading === null || heading.getClientRects().length > 0)
    }
    look()
    window.addEventListener('resize', look)
    return () => window.removeEventListener('resize', look)
  })
  return hasRoom
}

function ShowBox(props: { column: TableColumn<never>; isShown: boolean; hasRoom?: boolean; onChange: () => void }) {
  const { column, isShown, hasRoom = true } = props
  return (
    <label className={`${tableClasses.box} ${classes.label}`}>
      <input
        type="checkbox"
        data-box={column.id}
        checked={isShown}
        aria-label={words.show(column.heading)}
        aria-description={hasRoom ? undefined : words.noRoom}
        {...(isShown ? { 'aria-keyshortcuts': 'Alt+ArrowUp Alt+ArrowDown Alt+ArrowLeft Alt+ArrowRight' } : {})}
        onChange={props.onChange}
      />
      <span>
        {column.heading}
        {!hasRoom && <span className={classes.noRoom}>{words.noRoom}</span>}
      </span>
    </label>
  )
}

function Step({ label, icon: Icon, onClick }: { label: string; icon: TablerIcon; onClick: () => void }) {
  return (
    // Beside the keys on the box: one stop for Tab in each line is enough.
    <button type="button" tabIndex={-1} className={classes.step} aria-label={label} title={label} onClick={onClick}>
      <Icon size={15} stroke={1.8} aria-hidden />
    </button>
  )
}
