import type { CustomerInput } from '@tenantry/contract/customers.ts'
import type { Me } from '@tenantry/contract/me.ts'
import type { OrganizationType } from '@tenantry/contract/organizations.ts'
import type { Permission } from '@tenantry/contract/permissions.ts'
import type { ComponentType, ReactNode } from 'react'
import type { z } from 'zod'
import type { FieldErrors } from '../../../platform/zod-form.ts'
import type { FormPart, FormValues } from '../form/form-part.ts'

/** What creating a customer takes; each step fills in a part. */
export type CustomerRequest = z.input<typeof CustomerInput>
export type PartOfRequest = Partial<CustomerRequest>

/** The organization that a new one will lie under. */
export type Parent = { id: string; name: string; type: OrganizationType }

/** What a wizard begins with. */
export interface WizardStart {
  parent: Parent
  /** The country that phone numbers begin in, as far as the browser tells. */
  country: string
}

/** What a new customer is begun with, of a copy or of a template. */
export interface Filling {
  request: PartOfRequest
  /** The organization that `parentId` of the request names. */
  parent: Parent | null
}

/** Values that the API offers in place of refused ones, by path of the request. */
export type Offers = Record<string, string>

export interface StepFieldsProps<Values extends FormValues> {
  part: FormPart<Values>
  /** What all steps together ask for at this moment. */
  request: PartOfRequest
  offers: Offers
}

/** Something that is read, and what a step makes of it. */
export interface Asked {
  queryKey: readonly unknown[]
  queryFn?: unknown
  select?: unknown
}

/** One step of the wizard: a folder of its own and a line in the registry. */
export interface StepDefinition<Values extends FormValues, Known = undefined> {
  id: string
  title: string
  /** What somebody needs for it to be there, beside adding customers. */
  permission?: Permission
  initial: (start: WizardStart) => Values
  /** The values that the next customer begins with, after 'Create and add another'. */
  another?: (values: Values, start: WizardStart) => Values
  /** The values with what a copy or a template says; left out by a step of which neither says anything. */
  fill?: (values: Values, filling: Filling) => Values
  Fields: ComponentType<StepFieldsProps<Values>>
  /** Its lines of the review; left out by a step that asks for nothing. */
  Review?: ComponentType<{ values: Values }>
  /** Paths of the request that it fills in; an error of the API at or below one of them belongs here. */
  paths: readonly string[]
  /** Errors by path in the request, moved to where the fields are in the step's values, where the two differ. */
  toFormPaths?: (errors: FieldErrors, values: Values) => FieldErrors
  /** @param before what the steps before it ask for */
  toRequest: (values: Values, before: PartOfRequest) => PartOfRequest
  /** What has to be read to know whether its values can be sent; null where nothing has. */
  asks?: (values: Values, request: PartOfRequest, me: Me) => Asked | null
  /**
   * What keeps the values from being sent, by path in the values; given what all steps together ask for.
   * @param known what was asked, once it has been read
   */
  validate: (values: Values, request: PartOfRequest, known?: Known) => FieldErrors
  /** Whether nothing was typed here; compared with what the step began with unless said otherwise. */
  isUntouched?: (values: Values, initial: Values) => boolean
}

/** The values of all steps by the id of the step. */
export type WizardValues = Record<string, FormValues>

/** A step as the wizard sees it, without knowing what it asks. */
export interface WizardStep {
  id: string
  title: string
  permission: Permission | undefined
  paths: readonly string[]
  hasReview: boolean
  initial: (start: WizardStart) => FormValues
  another: (values: WizardValues, start: WizardStart) => FormValues
  fill: (values: WizardValues, filling: Filling) => FormValues
  toFormPaths: (errors: FieldErrors, values: WizardValues) => FieldErrors
  toRequest: (values: WizardValues, before: PartOfRequest) => PartOfRequest
  asks: (values: WizardValues, request: PartOfRequest, me: Me) => Asked | null
  validate: (values: WizardValues, request: PartOfRequest, known: unknown) => FieldErrors
  isUntouched: (values: WizardValues, initial: WizardValues) => boolean
  fields: (wizard: {
    values: WizardValues
    errors: FieldErrors
    required: ReadonlySet<string>
    request: PartOfRequest
    offers: Offers
    update: (change: (values: WizardValues) => WizardValues) => void
  }) => ReactNode
  review: (values: WizardValues) => ReactNode
}
