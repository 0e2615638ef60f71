import * as subdivisions from '@tenantry/contract/fields/subdivisions.ts'
import type { RequirableField } from '@tenantry/contract/required-fields.ts'
import { describe, expect, it } from 'vitest'
import { wizardSteps } from './registry.ts'
import type { WizardStart, WizardStep, WizardValues } from './step.ts'
import { notesStep } from './testing/notes/step.ts'
import {
  findErrors,
  findMarked,
  initialValues,
  isTouched,
  keepErrors,
  partOfRequest,
  placeErrors,
  seenSteps,
  valuesOfAnother,
} from './wizard-state.ts'

const start: WizardStart = {
  parent: { id: '01890000-0000-7000-8000-000000000001', name: 'Northwind MSP', type: 'provider' },
  country: 'US',
}

/** A provider that demands nothing of its own. */
const nothing = { fields: [] }

/** Values as they are after somebody typed a name. */
function named(steps: readonly WizardStep[], name: string, code: string): WizardValues {
  const values = initialValues(steps, start)
  return { ...values, company: { ...values.company, name, code } }
}

describe('the steps of the wizard', () => {
  it('have ids and paths of their own', () => {
    const ids = wizardSteps.map(({ id }) => id)
    const paths = wizardSteps.flatMap((step) => step.paths)
    expect(new Set(ids).size).toBe(ids.length)
    expect(new Set(paths).size).toBe(paths.length)
  })

  it('together ask for what name, code and parent need', () => {
    const values = named(wizardSteps, 'Airtel', 'AIR001')
    // A code that is only suggested is left to the server.
    expect(partOfRequest(wizardSteps, values)).not.toHaveProperty('code')
    const company = { ...values.company, isCodeTyped: true }
    expect(partOfRequest(wizardSteps, { ...values, company })).toMatchObject({
      name: 'Airtel',
      code: 'AIR001',
      parentId: start.parent.id,
      type: 'customer',
      plan: { kind: 'purchased' },
      isActive: true,
    })
  })

  it('can be sent once Account and Company are valid, and not before', () => {
    expect(Object.keys(findErrors(wizardSteps, initialValues(wizardSteps, start), nothing))).toEqual(['company'])
    expect(findErrors(wizardSteps, named(wizardSteps, 'Airtel', 'AIR001'), nothing)).toEqual({})
  })

  it('keep the parent and type for the next customer and forget the company', () => {
    const values = named(wizardSteps, 'Airtel', 'AIR001')
    const account = { ...values.account, type: 'partner' }
    const next = valuesOfAnother(wizardSteps, { ...values, account }, start)
    expect(next.account).toMatchObject({ type: 'partner', parent: start.parent })
    expect(next.company).toMatchObject({ name: '', code: '' })
  })

  it('of a draft were seen up to where typing stopped, and wherever something was typed', () => {
    const begun = initialValues(wizardSteps, start)
    const values = named(wizardSteps, 'Airtel', 'AIR001')
    expect(seenSteps(wizardSteps, { values, begun, stepId: 'people' })).toEqual(['account', 'company', 'people'])
    expect(seenSteps(wizardSteps, { values, begun, stepId: 'account' })).toEqual(['account', 'company'])
  })

  it('know whether anything was typed', () => {
    const begun = initialValues(wizardSteps, start)
    expect(isTouched(wizardSteps, begun, begun)).toBe(false)
    expect(isTouched(wizardSteps, named(wizardSteps, 'A', ''), begun)).toBe(true)
  })
})

describe('fields that the provider requires', () => {
  const demands = (...fields: RequirableField[]) => ({ fields, lookup: subdivisions })
  const values = named(wizardSteps, 'Airtel', 'AIR001')
  const at = (country: string, state = '') => {
    const { company } = values
    const location = { ...(company?.location as object), country, state }
    return { ...values, company: { ...company, location } }
  }

  it('keep their steps from being sent, seen or not, at the fields where they are typed', () => {
    const found = findErrors(
      wizardSteps,
      values,
      demands(
        'phone',
        'contacts.primary.phone',
        'accountManagerEmail',
        'assignedUserIds',
        'contacts.others',
        'entities',
      ),
    )
    expect(Object.fromEntries(Object.entries(found).map(([id, errors]) => [id, Object.keys(errors)]))).toEqual({
      company: ['phone.number'],
      people: ['primary.phone.number', 'accountManagerEmail', 'technicians', 'others'],
      entities: ['entities'],
    })
  })

  it('are marked, filled or not', () => {
    const marked = findMarked(wizardSteps, at('US', 'US-NY'), demands('location.state', 'contacts.primary.email'))
    expect(marked).toEqual({ company: new Set(['location.state']), people: new Set(['primary.email']) })
  })

  it('begin with the country where a state is required, and need none where there is none', () => {
    const errors = (country: string) => findErrors(wizardSteps, at(country), demands('location.state')).company ?? {}
    expect(Object.keys(errors(''))).toEqual(['location.country'])
    expect(Object.keys(errors('DE'))).toEqual(['location.state'])
    expect(errors('GI')).toEqual({})
  })

  it('of an administrator stand at the switch until one is wanted', () => {
    const wanted = (isWanted: boolean) => {
      const people = { ...values.people, admin: { ...(values.people?.admin as object), isWanted, displayName: 'Ada' } }
      return Object.keys(
        findErrors(wizardSteps, { ...values, people } as WizardValues, demands('contacts.admin.communicationEmail'))
          .people ?? {},
      )
    }
    expect(wanted(false)).toEqual(['admin.isWanted'])
    expect(wanted(true)).toContain('admin.communicationEmail')
  })
})

describe('errors of the API', () => {
  it('land at the step and field where the value was typed', () => {
    const errors = {
      'location.postalCode': 'No such code',
      phone: 'No such number',
      parentId: 'Gone',
      'plan.expiresOn': 'Too early',
      somewhere: 'Unknown',
    }
    const { placed, rest } = placeErrors(wizardSteps, errors, initialValues(wizardSteps, start))
    expect(placed).toEqual({
      company: { 'location.postalCode': 'No such code', 'phone.number': 'No such number' },
      account: { parent: 'Gone', 'plan.expiresOn': 'Too early' },
    })
    expect(rest).toEqual(['Unknown'])
  })

  it('about licenses land at the limit of their type, or at the mode where none is typed', () => {
    const licenses = { mode: 'allocated', limits: { it_assets: { limit: '10', overage: '' } } }
    const values = { ...initialValues(wizardSteps, start), licenses }
    const errors = { 'licenses.types.it_assets': 'Only 3 left', 'licenses.types.users': 'Only 0 left' }
    const { placed } = placeErrors(wizardSteps, errors, values)
    expect(placed.licenses).toEqual({
      'limits.it_assets.limit': 'Only 3 left',
      mode: 'Not enough is left of users',
    })
  })

  it('go when their field changes and stay when another one does', () => {
    const before = named(wizardSteps, 'Airtel', 'AIR001')
    const errors = { company: { code: 'Taken', domain: 'Wrong' } }
    expect(keepErrors(errors, before, named(wizardSteps, 'Airtel', 'AIR002'))).toEqual({ company: { domain: 'Wrong' } })
  })
})

describe('the step Licenses (EC4, EC7, IF15)', () => {
  const begun = initialValues(wizardSteps, start)
  const limits = { it_assets: { limit: '10', overage: '' }, users: { limit: 'x', overage: '' } }
  const requestOf = (values: WizardValues) => partOfRequest(wizardSteps, values)

  it('asks for limits in the allocated mode only', () => {
    const licenses = { mode: 'allocated', limits: { it_assets: limits.it_assets } }
    expect(requestOf({ ...begun, licenses }).licenses).toEqual({
      mode: 'allocated',
      types: [{ type: 'it_assets', limit: 10, overage: 0 }],
    })
    expect(requestOf({ ...begun, licenses: { ...licenses, mode: 'unlimited' } })).not.toHaveProperty('licenses')
  })

  it('asks for nothing of a division, whatever was typed before', () => {
    const licenses = { mode: 'allocated', limits }
    const account = { ...begun.account, type: 'division' }
    expect(findErrors(wizardSteps, { ...begun, licenses }, nothing)).toHaveProperty('licenses')
    expect(findErrors(wizardSteps, { ...begun, account, licenses }, nothing)).not.toHaveProperty('licenses')
    expect(requestOf({ ...begun, account, licenses })).not.toHaveProperty('licenses')
  })
})

describe('a further step', () => {
  const steps = [...wizardSteps.slice(0, 2), notesStep, ...wizardSteps.slice(2)]

  it('takes part by its folder and one line: in values, request, checks, errors and review', () => {
    const values = { ...named(steps, 'Airtel', 'AIR001'), notes: { reference: 'x'.repeat(101) } }
    expect(initialValues(steps, start).notes).toEqual({ reference: '' })
    expect(partOfRequest(steps, values).subscriptionId).toHaveLength(101)
    expect(Object.keys(findErrors(steps, values, nothing))).toEqual(['notes'])
    expect(placeErrors(steps, { 'notes.reference': 'Refused' }, values).placed).toEqual({
      notes: { reference: 'Refused' },
    })
    expect(notesStep.hasReview).toBe(true)
  })

  it('changes nothing for the others', () => {
    const values = { ...named(steps, 'Airtel', 'AIR001'), notes: { reference: 'A-1' } }
    expect(partOfRequest(steps, values)).toMatchObject({ name: 'Airtel', subscriptionId: 'A-1' })
    expect(findErrors(steps, values, nothing)).toEqual({})
  })
})
