import { allSubdivisions } from '@tenantry/contract/fields/subdivisions.ts'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { statesByPart } from './states-by-part.ts'

const meantBy = (part: string, operator: 'contains' | 'starts' = 'contains') =>
  Object.entries(statesByPart(part, operator)).flatMap(([code, isMeant]) => (isMeant ? code : []))

it.each([
  ['akita', 'contains', ['JP-05']],
  ['D’AZUR', 'contains', ['FR-PAC']],
  ["d'Azur", 'contains', ['FR-PAC']],
  ['provence-alpes-cote', 'starts', ['FR-PAC']],
  ['azur', 'starts', []],
  ['us-tx', 'starts', ['US-TX']],
  ['s-tx', 'contains', []],
  ['JP', 'starts', []],
  ['%', 'contains', []],
] as const)('what people call %s (%s) is %j', (part, operator, codes) => {
  expect(meantBy(part, operator)).toEqual(codes)
})

it('a country with its hyphen means all states of it and no others, but for names that hold that', () => {
  const ofJapan = allSubdivisions().flatMap(({ code }) => (code.startsWith('JP-') ? code : []))
  expect(meantBy('JP-')).toEqual(ofJapan)
  expect(statesByPart('jp', 'starts')).toEqual(Object.fromEntries(ofJapan.map((code) => [code, false])))
})

it('each state is meant by its code, and by whatever its name holds or begins with, in any case, without accents', () => {
  const spelled = fc.constantFrom<(text: string) => string>(
    (text) => text,
    (text) => text.toUpperCase(),
    (text) => text.normalize('NFD').replace(/[\u0300-\u036f]/g, ''),
  )
  const any = fc.record({ state: fc.constantFrom(...allSubdivisions()), spelled, from: fc.nat(8), length: fc.nat(8) })
  fc.assert(
    fc.property(any, ({ state: { code, name }, spelled, from, length }) => {
      const begin = spelled(name.slice(0, length + 1))
      const inside = spelled(name.slice(Math.min(from, name.length - 1)))
      for (const part of [begin, inside, code, code.slice(3)]) expect(meantBy(part), part).toContain(code)
      for (const part of [begin, code.toLowerCase(), code.slice(3)])
        expect(meantBy(part, 'starts'), part).toContain(code)
    }),
  )
})
