import type { PoolHistory } from '@tenantry/contract/license-history.ts'
import { type PointerEvent, useEffect, useRef, useState } from 'react'
import { formatDate, formatNumber } from '../../../platform/format.ts'
import { dayAfter } from './days.ts'
import { daysText } from './forecast-words.ts'
import classes from './history.module.css'
import { texts } from './history.texts.ts'
import { type Frame, type Plot, plotOf, topOf } from './plot-scale.ts'

/**
 * How much of a type was in use by day, with where the pool ends and where it leads: a picture beside the sentence and the
 * table that say the same. Drawn as it is, since a library for plots would weigh more than the whole page.
 */
export function UsePlot({ history }: { history: PoolHistory }) {
  const { box, width } = useWidth()
  const [pointed, setPointed] = useState<number | null>(null)
  const left = roomOf(formatNumber(topOf(history)))
  const frame: Frame = { width, height: 220, left, right: 12, top: 22, bottom: 26 }
  const plot = plotOf(history, frame)
  const { points } = history
  const point = (event: PointerEvent<SVGSVGElement>) => {
    const { left } = event.currentTarget.getBoundingClientRect()
    const inner = width - frame.left - frame.right
    const day = Math.round(((event.clientX - left - frame.left) / inner) * plot.days)
    setPointed(day >= 0 && day < points.length ? day : null)
  }
  return (
    <div ref={box} className={classes.box}>
      {width > 0 && (
        <svg
          className={classes.plot}
          width={width}
          height={frame.height}
          role="img"
          aria-label={texts.plot(history.name, daysText(points.length))}
          onPointerMove={point}
          onPointerLeave={() => setPointed(null)}
        >
          <Axes plot={plot} frame={frame} first={points[0]?.day ?? ''} />
          {plot.range !== '' && <polygon points={plot.range} className={classes.range} />}
          <polygon points={plot.area} className={classes.area} />
          <polyline points={plot.line} className={classes.line} />
          {/* One day alone makes no line. */}
          {points.length === 1 && (
            <circle cx={plot.x(0)} cy={plot.y(points[0]?.used ?? 0)} r={4} className={classes.dot} />
          )}
          {plot.trend !== '' && <polyline points={plot.trend} className={classes.trend} />}
          <Owned plot={plot} />
          {pointed !== null && <Pointed day={pointed} history={history} plot={plot} frame={frame} />}
        </svg>
      )}
    </div>
  )
}

/** Pixels that the axis takes: its longest number and a gap; no digit of the font is wider than these. */
const roomOf = (label: string) => Math.max(30, Math.ceil(label.length * 7.5) + 10)

function Axes({ plot, frame, first }: { plot: Plot; frame: Frame; first: string }) {
  return (
    <>
      {plot.yTicks.map((count) => (
        <g key={count}>
          <line
            x1={frame.left}
            x2={frame.width - frame.right}
            y1={plot.y(count)}
            y2={plot.y(count)}
            className={classes.grid}
          />
          <text x={frame.left - 8} y={plot.y(count)} dy="0.32em" textAnchor="end" className={classes.tick}>
            {formatNumber(count)}
          </text>
        </g>
      ))}
      {plot.xTicks.map((day, index) => (
        <text
          key={day}
          x={plot.x(day)}
          y={frame.height - 6}
          textAnchor={index === 0 ? 'start' : index === plot.xTicks.length - 1 ? 'end' : 'middle'}
          className={classes.tick}
          // On phones the first and the last say enough.
          data-between={(index > 0 && index < plot.xTicks.length - 1) || undefined}
        >
          {formatDate(dayAfter(first, day))}
        </text>
      ))}
    </>
  )
}

function Owned({ plot }: { plot: Plot }) {
  return (
    <>
      <polyline points={plot.owned} className={classes.owned} />
      {plot.steps.map(({ from, until, count }, index) => {
        const text = texts.owned(formatNumber(count))
        const isRoomy = plot.x(until) - plot.x(from) >= text.length * 6.5
        // What follows a fall is named below its line: above it the fall itself would cross the words.
        const isFallen = count < (plot.steps[index - 1]?.count ?? 0)
        return isRoomy ? (
          <text key={from} x={plot.x(from) + 2} y={plot.y(count)} dy={isFallen ? 14 : -6} className={classes.ownedText}>
            {text}
          </text>
        ) : null
      })}
    </>
  )
}

function Pointed(props: { day: number; history: PoolHistory; plot: Plot; frame: Frame }) {
  const { day, history, plot, frame } = props
  const { day: date = '', used = 0 } = history.points[day] ?? {}
  const x = plot.x(day)
  return (
    <>
      <line x1={x} x2={x} y1={frame.top} y2={frame.height - frame.bottom} className={classes.cross} />
      <circle cx={x} cy={plot.y(used)} r={4} className={classes.dot} />
      <text x={frame.width - frame.right} y={12} textAnchor="end" className={classes.readout}>
        {texts.readout(formatDate(date), formatNumber(used))}
      </text>
    </>
  )
}

/** How wide the box is; the drawing has its own units by it, so that texts keep their size. */
function useWidth() {
  const box = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  useEffect(() => {
    const element = box.current
    if (!element) return
    const observer = new ResizeObserver(() => setWidth(element.clientWidth))
    observer.observe(element)
    setWidth(element.clientWidth)
    return () => observer.disconnect()
  }, [])
  return { box, width }
}
