import { passwordTooShort } from '@tenantry/contract/fields/passwords.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { passwordProblem } from './password-rules.ts'
import { defaultPasswordCost, hashPassword, verifyPassword } from './passwords.ts'

const owner = {
  email: 'ada.lovelace@sky-blue.example',
  names: ['Ada King Lovelace', 'Sixteen Grey Horses Ltd', 'Ωμέγα Υπηρεσίες', '東京株式会社'],
}

const code = async (password: string, email = 'ada.lovelace@example.com') =>
  (await passwordProblem(password, { email }))?.code ?? null

describe('a new password', () => {
  it('has 12 to 256 characters, an emoji counting once', async () => {
    expect(await passwordProblem('Xk3$vq9!mZ2', { email: 'ada@example.com' })).toEqual(passwordTooShort)
    expect(await code('Xk3$vq9!mZ2w')).toBeNull()
    expect(await code('😀🐎🔋📎🎈🧭🪁🧶🪐🎻🧊')).toBe('password_too_short')
    const long = Array.from({ length: 256 }, (_, index) => String.fromCodePoint(0x4e00 + ((index * 37) % 200))).join('')
    expect(await code(`${long.slice(0, 255)}😀`)).toBeNull()
    expect(await code(`${long}a`)).toBe('password_too_long')
  })

  it.each([
    'Tenantry-2026-summer',
    'ada.lovelace-2026',
    'aaaaaaaaaaaaaaaa',
    'ababababababa',
    'passwordpassword',
    'Secret7Secret7Se',
    '123456789012',
    '9876543210987',
    'abcdefghijkl',
    'zyxwvutsrqponm',
    'qwertyuiopas',
    'qwertyuiop[]asdf',
    'uiop[]\\asdfgh',
    'zxcvbnm,./asdf',
    'poiuytrewqlkjh',
    'azertyuiopqsdf',
    'qwertzuiopü+asdf',
    '!@#$%^&*()_+',
    'aabbaabbaaba',
    'letmeinletmein1',
    'blue-sky blue-sky',
    'hunter77 hunter77',
    'blue sky & blue sky',
    'blue sky -- blue sky!',
    'one, two, one, two',
    'йцукенгшщзхъ',
    'ФЫВАПРОЛДЖЭячсм',
    'абвгдеёжзийк',
    '1q2w3e4r5t6y7u8i',
    'q1w2e3r4t5y6',
    'qawsedrftgyh',
    '1a2z3e4r5t6y',
    '1й2ц3у4к5е6н',
    'zaq12wsxcde34rfv',
    '!QAZ2wsx#EDC4rfv',
    '1qaz2wsx3edc4rfv',
    '1qay2wsx3edc4rfv',
    '1aqw2zsx3edc',
    'qazwsxedcrfv',
    'qazxswedcvfr',
    'asdfghjklqwertyuiop',
    'qwer-asdf-zxcv',
    'qaz wsx edc rfv',
    '1234 5678 9012',
    'asdf & qwer & zx',
    'qwertyuiopas!?',
    'asdfghjklqwer2026',
  ])('is not %s', async (password) => {
    expect(await code(password)).toBe('password_guessable')
  })

  it.each([
    'correct horse battery staple',
    'пароль из четырёх слов',
    'no digits no capitals',
    'x9 x9 x9 different end',
    'property asdf 1234',
    'qwerty dishes at noon',
    'was1qaz2wsxthere',
    'левая пролив жэка',
    'kitchenqazwsxtable',
    'kitchen-qazwsx-table',
    'blue sky under blue sky',
    'blue sky 7 & 9 blue sky',
    'asdf!)%*§(#+?^',
    'qwer-7391-zxcv-2846',
    'time after time again',
    'a!b@c#a$b%c^',
  ])('may be %s: no kinds of characters are asked for', async (password) => {
    expect(await code(password)).toBeNull()
  })

  it('says which part of the address is to be left out', async () => {
    const problem = await passwordProblem('ada.lovelace-2026', { email: 'ada.lovelace@example.com' })
    expect(problem?.message).toBe('Leave out the part of your email address before the @')
  })

  it('holds no whole address, however short, in capitals or not', async () => {
    for (const password of ['a@pg.example12', 'My-A@PG.Example!'])
      expect((await passwordProblem(password, { email: 'a@pg.example' }))?.message).toBe('Leave out your email address')
  })

  it('may contain an address of one or two letters by chance', async () => {
    expect(await code('correct horse battery staple', 'ho@example.com')).toBeNull()
  })
})

describe('a new password of somebody who is known', () => {
  it.each([
    'Sixteen Grey Horses',
    'sixteen grey horses ltd',
    'SixteenGreyHorses2026!!',
    'sixteen-horses-1',
    'Ada King Lovelace',
    'lovelace ada king!',
    'AdaLovelace2026',
    'Sky-Blue-Sky-2026',
    'ada@sky-blue!',
    'ωμέγα υπηρεσίες 7',
    '東京株式会社２０２６!?',
  ])('is not %s, hardly more than their names and address', async (password) => {
    expect(await passwordProblem(password, owner)).toEqual({
      code: 'password_guessable',
      message: 'Use more than your name, your company’s name and your email address',
    })
  })

  it.each([
    'grey horses eat a lot of hay',
    'sixteen tall giraffes',
    'Kingfisher at the river',
    'the blue sky over Bergen',
    'Ada!7391#2846?5502',
  ])('may be %s', async (password) => {
    expect(await passwordProblem(password, owner)).toBeNull()
  })
})

describe('a common password', () => {
  it.each([
    'Password1234!',
    'password2026',
    'P@ssw0rd!2026',
    'Pa$$word1234',
    '!!Welcome2026',
    '1Qaz2wsx3edc!',
    'Summer-2026!!',
    'LETMEIN-2026!',
    'Football-2026',
    '4dm1n1strat0r!',
    '１２３４５６７８９!!!',
    'ＰＡＳＳＷＯＲＤ１２３４',
    'Password12345678',
  ])('is refused in any disguise: %s', async (password) => {
    expect(await code(password)).toBe('password_guessable')
  })

  it.each([
    'Correct-Horse-42-Battery',
    'password of a blue whale',
    'Summer-in-1987-was-hot',
    'dragon-7391-2846-5502',
    'tQ7#mW9!xV2$',
    'monkeys eat pears',
  ])('may be part of a longer one: %s', async (password) => {
    expect(await code(password)).toBeNull()
  })
})

describe('a hashed password', () => {
  it('names argon2id with the recommended cost and a salt of its own', async () => {
    expect(defaultPasswordCost).toEqual({ memoryKiB: 19_456, passes: 2 })
    const [one, two] = [await hashPassword('correct horse'), await hashPassword('correct horse')]
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(one).not.toBe(two)
  })

  it('is verified by the same text only, whichever way its letters are composed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1 }), fc.string(), async (password, other) => {
        const hashed = await hashPassword(password, { memoryKiB: 64, passes: 1 })
        expect(await verifyPassword(hashed, password.normalize('NFD'))).toBe(true)
        expect(await verifyPassword(hashed, other)).toBe(other.normalize('NFKC') === password.normalize('NFKC'))
      }),
      { numRuns: 50 },
    )
  })
})
