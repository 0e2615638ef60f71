import { Checkbox } from '@mantine/core'
import type { Customer } from '@tenantry/contract/customers.ts'
import { use } from 'react'
import { usePermission } from '../../../platform/session.tsx'
import { emailInput } from '../../../ui/email-input.ts'
import { FieldGrid } from '../../../ui/field-grid.tsx'
import { Resets } from '../../../ui/resets.ts'
import { TextField } from '../../../ui/text-field.tsx'
import { TagSelect, tagTexts, useHasTags } from '../../tags/public.ts'
import type { Where } from '../customer.api.ts'
import { formTexts } from '../form.texts.ts'
import { BillingAddressFields, LocationFields } from './address-fields.tsx'
import { formatAddressText } from './address-text.ts'
import { NameAndCodeFields } from './code-field.tsx'
import { billingFromLocation, type CompanyValues, withFollowedPhone } from './company-values.ts'
import { Duplicates } from './duplicates.tsx'
import { FieldGroup } from './field-group.tsx'
import classes from './form.module.css'
import { bindText, type FormPart, partOf, stableHandler } from './form-part.ts'
import { PhoneField } from './phone-field.tsx'
import { ReadOnly } from './read-only.ts'
import { SettingsFields } from './settings-fields.tsx'
import { useSubdivisions } from './use-subdivisions.ts'

const words = formTexts.company
const billingWords = formTexts.billing

export interface CompanyFieldsProps {
  part: FormPart<CompanyValues>
  /** Where the customer will lie; undefined for one that has its code already. */
  parentId?: string | undefined
  /** As what it will lie there. */
  type?: Where['type']
  /** The customer that is edited. */
  id?: string | undefined
  takenInstead?: string | undefined
  /** What several customers have in common: without what tells one from another. */
  isOfMany?: boolean
  /** The values that hold where the form is empty, and where they come from. */
  inherited?: Customer['inherited'] | undefined
  /** The subscription is kept from the organization's own people. */
  hasNoSubscription?: boolean
}

/** The details of a company in short groups: for the wizard that adds one and for the profile of a customer. */
export function CompanyFields(props: CompanyFieldsProps) {
  const { parentId, type, id, takenInstead, isOfMany, inherited } = props
  const { groups } = words
  const part = withFollowingPhone(props.part)
  return (
    <div>
      {!isOfMany && (
        <FieldGroup title={groups.identity}>
          <IdentityFields
            {...{ part, parentId, type, takenInstead }}
            hasNoSubscription={props.hasNoSubscription ?? false}
          />
          <Duplicates values={part.values} except={id} />
        </FieldGroup>
      )}
      <Tags part={part} />
      <FieldGroup title={groups.contact} hint={groups.contactHint}>
        <ContactFields part={part} />
      </FieldGroup>
      <FieldGroup title={groups.location} hint={groups.locationHint}>
        <LocationFields part={partOf(part, 'location')} />
      </FieldGroup>
      <FieldGroup title={groups.billing} hint={groups.billingHint}>
        <BillingFields part={part} />
      </FieldGroup>
      <FieldGroup title={groups.settings} hint={groups.settingsHint}>
        <SettingsFields part={part} inherited={inherited} />
      </FieldGroup>
    </div>
  )
}

function withFollowingPhone(part: FormPart<CompanyValues>): FormPart<CompanyValues> {
  const { update } = part
  return {
    ...part,
    update: stableHandler(
      update,
      'following phone',
      (): typeof update => (change) => update((now) => withFollowedPhone(now, change(now))),
    ),
  }
}

function Tags({ part }: { part: FormPart<CompanyValues> }) {
  const mayMake = usePermission('customers.update')
  const hasTags = useHasTags()
  const isReadOnly = use(ReadOnly)
  if (!hasTags || (isReadOnly && Object.keys(part.values.tags ?? {}).length === 0)) return null
  return (
    <FieldGroup title={tagTexts.tags} hint={tagTexts.select.hint}>
      <TagSelect
        key={use(Resets)}
        label={tagTexts.tags}
        value={Object.keys(part.values.tags ?? {})}
        error={part.errors.tags}
        mayMake={mayMake}
        onChange={(ids) =>
          part.update((values) => ({ ...values, tags: Object.fromEntries(ids.map((id) => [id, true as const])) }))
        }
      />
    </FieldGroup>
  )
}

function IdentityFields({ part, parentId, type, takenInstead, hasNoSubscription }: CompanyFieldsProps) {
  const text = bindText(part)
  return (
    <FieldGrid>
      <NameAndCodeFields {...{ part, parentId, type, takenInstead }} />
      <TextField
        label={words.domain}
        description={words.domainHint}
        placeholder={words.domainPlaceholder}
        autoComplete="off"
        inputMode="url"
        {...text('domain')}
      />
      {!hasNoSubscription && (
        <TextField
          label={words.subscriptionId}
          description={words.subscriptionIdHint}
          placeholder={words.subscriptionIdPlaceholder}
          autoComplete="off"
          {...text('subscriptionId')}
        />
      )}
    </FieldGrid>
  )
}

function ContactFields({ part }: { part: FormPart<CompanyValues> }) {
  const text = bindText(part)
  return (
    <>
      <FieldGrid>
        <TextField
          label={words.businessEmail}
          placeholder={words.businessEmailPlaceholder}
          {...emailInput}
          autoComplete="off"
          {...text('businessEmail')}
        />
        <TextField
          label={words.website}
          placeholder={words.websitePlaceholder}
          autoComplete="off"
          inputMode="url"
          {...text('website')}
        />
      </FieldGrid>
      <PhoneField part={part} />
    </>
  )
}

function BillingFields({ part }: { part: FormPart<CompanyValues> }) {
  const text = bindText(part)
  const { billing, location } = part.values
  const { subdivisions } = useSubdivisions(location.state !== '')
  const follow = (sameAsCompany: boolean) =>
    part.update((values) => {
      // Parting from the company's address begins with a copy of it, so that nothing has to be typed again.
      const copied = sameAsCompany ? values : billingFromLocation(values)
      return { ...copied, billing: { ...copied.billing, sameAsCompany } }
    })
  const address = formatAddressText(location, subdivisions)
  return (
    <>
      <FieldGrid>
        <TextField
          label={billingWords.profileName}
          description={billingWords.profileNameHint}
          placeholder={billingWords.profileNamePlaceholder}
          {...text('billing.profileName')}
        />
        <TextField
          label={billingWords.billTo}
          description={billingWords.billToHint}
          placeholder={billingWords.billToPlaceholder}
          {...text('billing.billTo')}
        />
      </FieldGrid>
      <Checkbox
        label={billingWords.sameAsCompany}
        checked={billing.sameAsCompany}
        onChange={(event) => follow(event.currentTarget.checked)}
      />
      {billing.sameAsCompany ? (
        <div className={classes.follows}>
          {address === '' ? billingWords.followsEmpty : `${address}\n${billingWords.follows}`}
        </div>
      ) : (
        <BillingAddressFields part={partOf(part, 'billing')} />
      )}
    </>
  )
}
