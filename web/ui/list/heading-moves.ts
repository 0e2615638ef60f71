/** How a heading is moved and made wider, by pointer and by keys. */
import type { DragEvent, KeyboardEvent, PointerEvent } from 'react'
import { movedBy, movedTo, stepPx } from './table-layout.ts'
import type { Arranged } from './use-table-layout.ts'

type Layout = Pick<Arranged<never>, 'order' | 'setOrder' | 'setWidth'>

/** What is being dragged from one heading to another. */
const dragType = 'text/x-tenantry-column'

/** Lets a heading be dragged onto another one, in whose place the column goes. */
export function dragging(id: string, layout: Layout) {
  const mark = (event: DragEvent<HTMLElement>, isOver: boolean) => {
    if (!event.dataTransfer.types.includes(dragType)) return
    event.preventDefault()
    event.currentTarget.toggleAttribute('data-over', isOver)
  }
  return {
    draggable: true,
    onDragStart: (event: DragEvent<HTMLElement>) => event.dataTransfer.setData(dragType, id),
    onDragOver: (event: DragEvent<HTMLElement>) => mark(event, true),
    onDragLeave: (event: DragEvent<HTMLElement>) => mark(event, false),
    onDrop: (event: DragEvent<HTMLElement>) => {
      mark(event, false)
      layout.setOrder(movedTo(layout.order, event.dataTransfer.getData(dragType), id))
    },
  }
}

/** Alt with an arrow key moves the column, Shift with one sets its width. */
export function keys({ id, isFixed }: { id: string; isFixed?: boolean }, layout: Layout) {
  return {
    'aria-keyshortcuts': 'Alt+ArrowLeft Alt+ArrowRight Shift+ArrowLeft Shift+ArrowRight',
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
      if (!by || event.altKey === event.shiftKey) return
      event.preventDefault()
      const heading = event.currentTarget.closest('th')
      if (event.shiftKey) layout.setWidth(id, (heading?.offsetWidth ?? 0) + by * stepPx)
      else if (!isFixed) layout.setOrder(movedBy(layout.order, id, by))
    },
  }
}

/** Follows the pointer until it is let go. The table is drawn by the browser alone meanwhile. */
export function resize(event: PointerEvent<HTMLElement>, id: string, layout: Layout): void {
  const grip: HTMLElement = event.currentTarget
  const heading = grip.closest('th')
  if (!heading || event.button !== 0) return
  // Nor is the heading dragged elsewhere.
  event.preventDefault()
  const [from, widthPx] = [event.clientX, heading.offsetWidth]
  const end = new AbortController()
  const { signal } = end
  let now = widthPx
  grip.setPointerCapture(event.pointerId)
  grip.addEventListener(
    'pointermove',
    ({ clientX }) => {
      now = Math.max(1, widthPx + clientX - from)
      heading.style.width = `${now}px`
    },
    { signal },
  )
  for (const name of ['pointerup', 'pointercancel'])
    grip.addEventListener(
      name,
      () => {
        end.abort()
        if (now !== widthPx) layout.setWidth(id, now)
      },
      { signal },
    )
}
