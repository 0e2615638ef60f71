import { Switch } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import type { OrganizationType } from '@tenantry/contract/organizations.ts'
import { useMe } from '../../../platform/session.tsx'
import { emailInput } from '../../../ui/email-input.ts'
import { FieldGrid } from '../../../ui/field-grid.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { NoServerNote } from '../../mails/public.ts'
import { ChoiceCards } from '../form/choice-cards.tsx'
import { FieldGroup, Marked } from '../form/field-group.tsx'
import formClasses from '../form/form.module.css'
import { bindText, type FormPart, hintBelow, partOf } from '../form/form-part.ts'
import { dayAhead } from '../form/plan-values.ts'
import { beyondOwn } from './beyond-own.ts'
import { ImportInfo } from './billing-contact.tsx'
import classes from './people.module.css'
import { texts } from './people.texts.ts'
import { type AdminValues, adminOf, importToAdmin, type PeopleValues, sendings, withAdmin } from './people-values.ts'

const words = texts.admin

/**
 * The customer's first user, named while the customer is created (MH6, RI5).
 * @param type what is created: whoever may less than its administrator would names none
 */
export function AdministratorFields({ part, type }: { part: FormPart<PeopleValues>; type: OrganizationType }) {
  const { admin, isAlsoAdmin } = part.values
  const own = new Set(useMe().permissions)
  const beyond = beyondOwn(own, type)
  const problem = part.errors['admin.isWanted'] ?? (admin.isWanted ? beyond : null)
  return (
    <FieldGroup title={words.title} hint={words.hint}>
      <Switch
        label={<Marked isRequired={part.required?.has('admin.isWanted')}>{words.wanted}</Marked>}
        checked={admin.isWanted}
        disabled={beyond !== null && !admin.isWanted}
        description={admin.isWanted ? undefined : beyond}
        error={problem}
        aria-invalid={problem ? true : undefined}
        onChange={(event) => {
          const { checked } = event.currentTarget
          part.update((values) => withAdmin(values, checked))
        }}
      />
      {admin.isWanted && (
        <>
          {isAlsoAdmin ? <PrimarySignsIn values={part.values} /> : <Login part={part} />}
          <Appearance part={part} />
          <Invitation part={partOf(part, 'admin')} />
        </>
      )}
    </FieldGroup>
  )
}

/** The same fields by themselves, for a customer that is there and has none. */
export function AdministratorDetails({ part }: { part: FormPart<PeopleValues> }) {
  return (
    <FieldGroup title={words.title} hint={words.hint}>
      <Login part={part} />
      <Appearance part={part} />
      <Invitation part={partOf(part, 'admin')} />
    </FieldGroup>
  )
}

function PrimarySignsIn({ values }: { values: PeopleValues }) {
  return (
    <div className={formClasses.follows}>
      <LoginNote>{words.isPrimary(values.primary.email.trim())}</LoginNote>
    </div>
  )
}

function LoginNote({ children }: { children: string }) {
  return (
    <span className={classes.loginNote}>
      <IconLock size={14} stroke={1.8} aria-hidden />
      {children}
    </span>
  )
}

function Login({ part }: { part: FormPart<PeopleValues> }) {
  const admin: FormPart<AdminValues> = partOf(part, 'admin')
  const text = bindText(admin)
  return (
    <>
      <div className={classes.links}>
        <ImportInfo of={part.values} onImport={() => part.update(importToAdmin)} />
      </div>
      <FieldGrid>
        <TextField label={texts.person.firstName} autoComplete="off" {...text('firstName')} />
        <TextField label={texts.person.lastName} autoComplete="off" {...text('lastName')} />
      </FieldGrid>
      <TextField
        label={words.email}
        description={<LoginNote>{words.emailHint}</LoginNote>}
        {...emailInput}
        required
        autoComplete="off"
        {...text('email')}
      />
    </>
  )
}

function Appearance({ part }: { part: FormPart<PeopleValues> }) {
  const admin: FormPart<AdminValues> = partOf(part, 'admin')
  const text = bindText(admin)
  const name = adminOf(part.values).displayName
  return (
    <FieldGrid>
      <TextField
        label={words.displayName}
        description={words.displayNameHint}
        autoComplete="off"
        {...text('displayName')}
        value={name}
        onChange={(event) => {
          const { value } = event.currentTarget
          admin.update((values) => ({ ...values, displayName: value, isDisplayNameTyped: true }))
        }}
        // Emptied and left, it follows again; not before, so that another one can be typed.
        onBlur={() =>
          admin.update((values) =>
            values.isDisplayNameTyped && values.displayName.trim() === ''
              ? { ...values, displayName: '', isDisplayNameTyped: false }
              : values,
          )
        }
      />
      <TextField
        label={words.communicationEmail}
        description={words.communicationEmailHint}
        {...emailInput}
        autoComplete="off"
        {...text('communicationEmail')}
      />
    </FieldGrid>
  )
}

const choices = sendings.map((value) => ({ value, label: words.sendings[value], hint: words.sendingHints[value] }))

function Invitation({ part }: { part: FormPart<AdminValues> }) {
  const { send, on } = part.values.invitation
  const set = (change: Partial<AdminValues['invitation']>) =>
    part.update((values) => ({ ...values, invitation: { ...values.invitation, ...change } }))
  return (
    <>
      <ChoiceCards
        label={words.invitation}
        name="invitation"
        value={send}
        options={choices}
        error={part.errors['invitation.send']}
        onChange={(choice) => set({ send: choice })}
      />
      {send !== 'later' && <NoServerNote />}
      {send === 'on' && (
        <FieldGrid>
          <TextField
            {...hintBelow}
            label={words.on}
            name="invitation.on"
            type="date"
            required
            min={dayAhead(0)}
            value={on}
            error={part.errors['invitation.on']}
            onChange={(event) => set({ on: event.currentTarget.value })}
          />
        </FieldGrid>
      )}
    </>
  )
}
