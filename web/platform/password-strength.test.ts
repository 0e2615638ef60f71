import { describe, expect, it } from 'vitest'
import { passwordStrength } from './password-strength.ts'

describe('the strength of a password', () => {
  it.each([
    ['short', 0],
    ['aaaaaaaaaaaaaaaa', 1],
    ['abcdefghijklmno', 1],
    ['123456789012', 1],
    ['passwordpassword', 1],
    ['Correct horse correct HORSE co', 1],
    ['qwertyuiopasdf', 1],
    ['1qaz2wsx3edc4rfv', 1],
    ['asdfghjklqwertyuiop', 1],
    ['Kp7#xQ2!mZ9v', 2],
    ['a long sentence to remember', 3],
  ])('judges %s as %i', (password, strength) => {
    expect(passwordStrength(password)).toBe(strength)
  })

  it.each([
    ['ada.lovelace@airtel.example and more', 1],
    ['Lovelace-Airtel-2026', 1],
    ['a long sentence to remember', 3],
  ])('judges %s by whose it is as %i', (password, strength) => {
    const owner = { email: 'ada.lovelace@airtel.example', names: ['Ada Lovelace', 'Airtel'] }
    expect(passwordStrength(password, false, owner)).toBe(strength)
    expect(passwordStrength(password)).toBe(3)
  })

  it('knows no address yet while it is being typed', () => {
    for (const email of ['', 'a', 'a long', '@', 'a@'])
      expect(passwordStrength('a long sentence to remember', false, { email, names: [''] }), email).toBe(3)
  })

  it('calls nothing strong that was refused, nor long enough what is short', () => {
    expect(passwordStrength('a long sentence to remember', true)).toBe(1)
    expect(passwordStrength('short', true)).toBe(0)
  })
})
