import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { createVault, VaultError } from './vault.ts'

const vault = createVault(randomBytes(32))

it('a secret is opened where it was sealed, and shows nowhere', () => {
  const sealed = vault.seal('right horse', 'provider 1')
  expect(vault.open(sealed, 'provider 1')).toBe('right horse')
  expect(sealed).not.toContain('horse')
  expect(vault.seal('right horse', 'provider 1')).not.toBe(sealed)
})

it('a secret is opened in no other place, with no other key, and not once it was changed', () => {
  const sealed = vault.seal('right horse', 'provider 1')
  expect(() => vault.open(sealed, 'provider 2')).toThrow(VaultError)
  expect(() => createVault(randomBytes(32)).open(sealed, 'provider 1')).toThrow(VaultError)
  const [form, nonce, tag = '', content = ''] = sealed.split('.')
  const turned = content.startsWith('A') ? `B${content.slice(1)}` : `A${content.slice(1)}`
  for (const changed of [
    [form, nonce, tag, turned],
    [form, nonce, tag.slice(0, 4), content],
    ['v2', nonce, tag, content],
    [''],
  ])
    expect(() => vault.open(changed.join('.'), 'provider 1')).toThrow(VaultError)
})
