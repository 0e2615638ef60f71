/** What people read of each refusal. Loaded with the first one, for most pages are never refused anything. */
import type { ApiError } from '@tenantry/contract/client.ts'
import { type ErrorCode, errorCatalog } from '@tenantry/contract/errors.ts'
import { isPageHeld } from './held-page.ts'
import { exhaustedWords } from './license-words.ts'
import { queryClient } from './query.ts'
import { meQuery } from './session.tsx'
import { signedOutTexts } from './signed-out-texts.ts'

/** What happened, and what to do. */
export interface ProblemWords {
  title: string
  advice: string
}

const notUnderstood = {
  title: 'The server did not understand this page',
  advice: 'Load the page again and repeat what you did.',
}

/** Codes whose wording in the API's reference speaks to programmers; people read these instead. */
const wording: Partial<Record<ErrorCode, ProblemWords>> = {
  not_signed_in: { title: signedOutTexts.title, advice: 'Sign in again to go on.' },
  forbidden: {
    title: 'Your role does not allow this',
    advice: 'Ask an administrator of your organization for a role that does.',
  },
  malformed_request: notUnderstood,
  unsupported_media_type: notUnderstood,
  method_not_allowed: notUnderstood,
  origin_rejected: {
    title: 'This address is not the one Tenantry was set up with',
    advice: 'Open Tenantry at the address your operator gave you.',
  },
  membership_switched: {
    title: 'This browser works for another organization now',
    advice: 'Nothing was changed, and what you typed is still here. Switch back in another window, then do it again.',
  },
  invalid_input: { title: 'Some fields need attention', advice: 'Correct what is marked and send it again.' },
  code_unavailable: { title: 'This code is taken', advice: 'Choose another one.' },
  license_limit_below_use: {
    title: 'More is in use or set aside than this would allow',
    advice: 'Nothing was changed. Choose more, or confirm that it stays over its limit.',
  },
  license_enforcement_ends: {
    title: 'Nothing of this type would be refused any more',
    advice: 'Nothing was changed. Confirm that it is only counted from then on.',
  },
  precondition_failed: {
    title: 'Somebody changed this while you were editing',
    advice: 'Read the newest state, then make your change again.',
  },
  precondition_required: {
    title: 'This page is out of date',
    advice: 'Load it again and repeat what you did.',
  },
  idempotency_in_progress: { title: 'This is being saved already', advice: 'Wait a moment and look at the list.' },
  idempotency_key_reused: {
    title: 'This form was sent before',
    advice: 'Load the page again and repeat what you did.',
  },
  payload_too_large: { title: 'This is too large', advice: 'Send less at once.' },
  rate_limited: { title: 'Too many requests', advice: 'Wait a minute and try again.' },
  internal: { title: 'Something went wrong on our side', advice: 'Try again. When it stays, tell your operator.' },
}

/** Words for an answer that is not a success. */
export function problemWords({ code, problem }: ApiError): ProblemWords {
  if (code === 'license_exhausted') return exhaustedWords(problem, managesLicenses())
  if (code === 'not_signed_in' && isPageHeld()) return { title: signedOutTexts.title, advice: signedOutTexts.kept }
  return wording[code] ?? errorCatalog[code] ?? errorCatalog.internal
}

function managesLicenses(): boolean {
  const permissions = queryClient.getQueryData(meQuery.queryKey)?.permissions ?? []
  return permissions.includes('licenses.manage') || permissions.includes('license_pool.manage')
}
