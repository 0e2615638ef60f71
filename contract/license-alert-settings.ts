/** What is set of alerts about licenses: a form of its own, and part of the one for a new customer (EC6, OM3, OM4). */
import { z } from 'zod'
import { coded, codedIssue } from './fields/issues.ts'
import { longText, requiredText } from './fields/names.ts'
import { emailAddress, isEmail, normalizeEmail } from './fields/web-addresses.ts'
import { alertVariables, templateProblems } from './license-alert-templates.ts'

/** At so many percent of a limit, unless told otherwise. */
export const defaultThreshold = 80
/** The most addresses that one list holds. */
export const mostRecipients = 20

/** The code of a type. */
export const typeCode = z.string().regex(/^[a-z][a-z0-9_]{0,49}$/)
const percent = z
  .number()
  .int()
  .min(1)
  .max(100)
  .meta({ description: 'Percent of the limit', examples: [80] })

const variables = Object.keys(alertVariables)
  .map((name) => `{{${name}}}`)
  .join(' ')

function checkedTemplate(text: z.ZodString): z.ZodString {
  return text.superRefine((template, context) => {
    for (const { code, message, line, column } of templateProblems(template))
      context.addIssue({
        code: 'custom',
        message,
        input: template,
        params: { ...coded(code, message).params, line, column },
      })
  })
}

/** A subject: one line. */
export const alertSubject = checkedTemplate(requiredText(200, { description: `One line; may name ${variables}` }))
/** A text of several lines. */
export const alertBody = checkedTemplate(longText(5_000, { description: `May name ${variables}` }))

/**
 * What is pasted as recipients, in its parts: between commas, semicolons, blanks, tabs and new lines. `Ada King <ada@x.example>`
 * is one address, also with the name in quotes, whatever stands in these; what is none stays to be told wrong.
 */
export function recipientsIn(text: string): string[] {
  const unquoted = text.replace(/"[^"<>]*"\s*(?=<)/g, '')
  return unquoted.split(/[,;\t\r\n]+/).flatMap((part) => {
    const [, address] = /^[^<>@]*<([^<>\s]+)>\s*$/.exec(part) ?? []
    return address ?? part.split(/\s+/).filter((word) => word !== '')
  })
}

/** As much of a recipient as is repeated where it is told wrong. */
export function quotedRecipient(typed: string): string {
  const letters = [...typed]
  return letters.length <= 60 ? typed : `${letters.slice(0, 59).join('')}…`
}

/** Each that is no address names itself, for a list is one field of a form. */
const recipient = z
  .string()
  .overwrite(normalizeEmail)
  .superRefine((typed, context) => {
    if (isEmail(typed)) return
    context.addIssue(codedIssue('email_invalid', `${quotedRecipient(typed)} is no email address`, typed))
  })
  .meta(emailAddress.meta() ?? {})

const recipients = z
  .preprocess(
    (given) => {
      if (typeof given === 'string') return recipientsIn(given)
      if (!Array.isArray(given)) return given
      return given.flatMap((each) => (typeof each === 'string' && each.includes('<') ? recipientsIn(each) : [each]))
    },
    z
      .array(recipient)
      .max(mostRecipients)
      .overwrite((all) =>
        all.filter((each, index) => all.findIndex((other) => other.toLowerCase() === each.toLowerCase()) === index),
      ),
  )
  .meta({
    // What a list becomes is all that the schema knows by itself.
    type: ['array', 'string'],
    description:
      'Email addresses, as a list or in one text with commas, semicolons, blanks or new lines; none: the account manager, else administrators',
  })

const threshold = percent.nullable()
const typeThresholds = z.array(z.strictObject({ type: typeCode, threshold: percent })).max(100)

/** Thresholds that are not saved; null inherits, and what is left out is what holds. */
export const AlertThresholds = z.strictObject({
  threshold: threshold.optional(),
  typeThresholds: typeThresholds.optional().meta({ description: 'All that are set for single types' }),
})
export type AlertThresholds = z.output<typeof AlertThresholds>

/** What is set; null inherits. */
export const AlertSettingsInput = z
  .strictObject({
    isOn: z.boolean().nullable().default(null),
    threshold: threshold.default(null),
    typeThresholds: typeThresholds
      .default([])
      .meta({ description: 'For single types, instead of the threshold beside it' }),
    recipients: recipients.nullable().default(null),
    subject: alertSubject.nullable().default(null),
    body: alertBody.nullable().default(null),
  })
  .meta({ id: 'AlertSettingsInput' })
export type AlertSettingsInput = z.output<typeof AlertSettingsInput>
