import type { LedgerEntry } from '@tenantry/contract/license-ledger.ts'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { setText, ThingCell, usedThenText } from './ledger-columns.tsx'

it('a row of what the pool owns says nothing of what was in use then, which is no number of the pool (IF7, IF15)', () => {
  const entry = (kind: LedgerEntry['kind'], organizationId: string) =>
    usedThenText({ kind, organizationId, usedAfter: 1200 } as LedgerEntry, 'provider')
  expect(entry('limit', 'provider')).toBe('')
  expect(entry('limit', 'customer')).toBe('1,200')
  expect(entry('take', 'provider')).toBe('1,200')
})

it('a row of what the pool owns is no limit that was set (IF7, IF15)', () => {
  const entry = (organizationId: string) => setText({ kind: 'limit', organizationId } as LedgerEntry, 'provider')
  expect(entry('provider')).toBe('Pool set')
  expect(entry('customer')).toBe('Limit set')
})

it('a name that is cut where there is no room for it is told in full by pointing at it', () => {
  const cell = createElement(ThingCell, { kind: 'device', name: 'srv-01.internal.example.com', below: 'Added' })
  expect(renderToStaticMarkup(cell)).toContain('title="srv-01.internal.example.com"')
})
