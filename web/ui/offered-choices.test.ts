import { describe, expect, it } from 'vitest'
import { offeredChoices } from './offered-choices.ts'

const northwind = { id: '1', name: 'Northwind MSP', code: 'NOR001' }
const bianchi = { id: '2', name: 'Bianchi', code: 'BIA001' }
const anchor = { id: '3', name: 'Anchor Foods', code: 'ANC001' }

describe('the choices that are offered', () => {
  it('begin with the chosen one while nothing is typed', () => {
    expect(offeredChoices('', [bianchi, anchor], true, northwind)).toEqual([northwind, bianchi, anchor])
  })

  it('hold the chosen one once', () => {
    expect(offeredChoices('', [bianchi, northwind], true, northwind)).toEqual([bianchi, northwind])
  })

  it('leave the chosen one out when it does not match what is typed', () => {
    expect(offeredChoices('bianchi', [bianchi], true, northwind)).toEqual([bianchi])
    expect(offeredChoices('zzz', [], true, northwind)).toEqual([])
  })

  it('are all that the server found, by whatever it matched', () => {
    expect(offeredChoices('bianchì', [bianchi], true, null)).toEqual([bianchi])
  })

  it('are sifted by name and code while the answer is one to an earlier text', () => {
    const earlier = [northwind, bianchi, anchor]
    expect(offeredChoices('BIAN', earlier, false, northwind)).toEqual([bianchi])
    expect(offeredChoices('anc0', earlier, false, northwind)).toEqual([anchor])
  })
})
