import { expect, it } from 'vitest'
import { freeCode } from './class-code.ts'

it.each([
  ['Camera', 'camera'],
  ['Überwachungs-Kamera (außen)', 'uberwachungs_kamera_au_en'],
  ['3D printer', 'class_3d_printer'],
  ['  UPS  ', 'ups'],
  ['监控', 'class'],
  ['x'.repeat(60), 'x'.repeat(50)],
])('the key of %s is %s', (name, code) => {
  expect(freeCode(name, new Set())).toBe(code)
})

it('a key that is taken gets a number, within its length', () => {
  expect(freeCode('Camera', new Set(['camera', 'camera_2']))).toBe('camera_3')
  expect(freeCode('x'.repeat(60), new Set(['x'.repeat(50)]))).toBe(`${'x'.repeat(48)}_2`)
})
