/** How many bytes a body of JSON may have. */
export const mostJsonBytes = 1_048_576

/**
 * Every error code that the API may answer with. A code fixes its HTTP status and wording in one place;
 * the server refuses to compile with an unknown code, and the reference of errors is generated from here.
 */
export const errorCatalog = {
  customer_merged: {
    status: 308,
    title: 'This customer was merged into another',
    advice: 'Follow Location: it names the customer that it has become part of (params.intoId).',
  },
  malformed_request: {
    status: 400,
    title: 'The request cannot be read',
    advice:
      'Send valid JSON in UTF-8 with the content type application/json, and well-formed query parameters; detail says where JSON breaks.',
  },
  not_signed_in: {
    status: 401,
    title: 'Sign-in is needed',
    advice: 'Sign in again, or send a valid API key as a Bearer token.',
  },
  enrollment_token_expired: {
    status: 401,
    title: 'This enrollment token has expired',
    advice: 'Make a new token for the customer and give it to the program.',
  },
  forbidden: {
    status: 403,
    title: 'Your role does not allow this',
    advice: 'Ask an administrator of your organization for a role with this permission.',
  },
  origin_rejected: {
    status: 403,
    title: 'The request comes from another site',
    advice:
      'With the cookie of a session, and for set-up and invitations, whatever is no GET must carry the Origin of this installation, as browsers send it.',
  },
  not_found: {
    status: 404,
    title: 'Not found',
    advice: 'It does not exist, or you cannot see it.',
  },
  method_not_allowed: {
    status: 405,
    title: 'This address does not know the method',
    advice: 'Use one of the methods that the header Allow names.',
  },
  request_timeout: {
    status: 408,
    title: 'The request took too long to arrive',
    advice: 'Send it again, all at once.',
  },
  conflict: {
    status: 409,
    title: 'Somebody else changed this at the same moment',
    advice: 'Read it again and repeat the change.',
  },
  membership_switched: {
    status: 409,
    title: 'The session acts for another membership by now',
    advice:
      'Nothing was done. The header Tenantry-Membership names another membership than the active one, which params.membershipId is: somebody has switched. Switch back by PUT /api/v1/me/membership and repeat it, or begin anew for the other one.',
  },
  code_unavailable: {
    status: 409,
    title: 'This code is not available',
    advice: 'Choose another code; the answer suggests one that is free.',
  },
  draft_gone: {
    status: 409,
    title: 'The draft is no longer there',
    advice:
      'It was created from somewhere else, thrown away, or is not yours. Look for the customer; without the draft it can be created again.',
  },
  status_change_refused: {
    status: 409,
    title: 'This change of status is not possible',
    advice: 'Read the status again: it says which changes are possible, and why others are not (params.reason).',
  },
  organization_not_empty: {
    status: 409,
    title: 'Organizations lie below it',
    advice: 'Archive, move or delete those first; params.organizations counts those that you can see.',
  },
  offboarding_open: {
    status: 409,
    title: 'Something is still open',
    advice: 'Close what errors lists, or begin offboarding and archive it from there.',
  },
  purge_refused: {
    status: 409,
    title: 'It cannot be deleted for good now',
    advice: 'Only archived customers can; archive it first.',
  },
  merge_refused: {
    status: 409,
    title: 'These two cannot be merged',
    advice:
      'params.reason says why: only customers, and enterprises below which nothing lies, become part of another one.',
  },
  undo_refused: {
    status: 409,
    title: 'This cannot be taken back',
    advice:
      'A bulk change is taken back within a day after it has ended, as long as something is left to take back, and a deletion never; params.reason says what is in the way.',
  },
  license_exhausted: {
    status: 409,
    title: 'No license is left for this',
    advice:
      'params.type names the type, and params.free how many are left where that is yours to see, with params.overBy how many are taken beyond a limit that was lowered. Give something back, raise the limit or buy more; errors lists all types that are short.',
  },
  organization_not_growing: {
    status: 409,
    title: 'Nothing new is added for this customer now',
    advice:
      'It, or an organization above it, is disabled, suspended, in offboarding or archived. Enrolling is answered so; elsewhere it stands beside a field, with invalid_input. What is known there goes on reporting, but in the archive; enroll what is new once it is active again.',
  },
  license_limit_below_use: {
    status: 409,
    title: 'More is in use or set aside than this would allow',
    advice:
      'Repeat it with confirm: true to leave it over by what errors says: nothing is switched off, and nothing is added.',
  },
  license_enforcement_ends: {
    status: 409,
    title: 'Nothing of this type would be refused any more',
    advice:
      'Without a purchase that has begun a type is counted and not enforced, whatever is in use. Repeat it with confirm: true where that is meant; params.enforcedFrom is the day on which the next purchase begins.',
  },
  license_type_in_use: {
    status: 409,
    title: 'This type of license is in use',
    advice:
      'Repeat it with confirm: true to give back the params.used that are in use and the limits of params.limits organizations.',
  },
  license_type_used: {
    status: 409,
    title: 'This type of license has been used',
    advice:
      'Switch it off instead: then nothing takes it. It stands in the ledgers of params.organizations organizations, in params.purchases purchases, params.classes classes and params.alerts settings of alerts.',
  },
  device_class_in_use: {
    status: 409,
    title: 'This class of devices is in use',
    advice:
      'Give the params.devices that have it another class first, forget the params.waiting that wait, and take it out of params.rules rules; or archive it, so that it takes no new devices.',
  },
  serial_number_taken: {
    status: 409,
    title: 'Another device has this serial number',
    advice:
      'Programs tell devices of a customer apart by it. params names the device that has it; repeat it with confirm: true where both have it all the same.',
  },
  entity_not_empty: {
    status: 409,
    title: 'Devices lie in this entity',
    advice: 'Move or delete them first; params.devices says how many there are.',
  },
  import_not_possible: {
    status: 409,
    title: 'This import does not stand where that would be possible',
    advice:
      'Read it again: params.state says where it stands, params.reason what is in the way, and params.fields which fields no column is matched with.',
  },
  invitation_closed: {
    status: 409,
    title: 'This user is not pending any more',
    advice: 'Only an invitation that nobody has accepted yet is sent again or withdrawn.',
  },
  administrator_exists: {
    status: 409,
    title: 'This customer has an administrator already',
    advice: 'The login never changes. While the invitation is pending it can be withdrawn, and somebody else named.',
  },
  idempotency_in_progress: {
    status: 409,
    title: 'The first request with this Idempotency-Key is still running',
    advice: 'Repeat the request after a moment.',
  },
  precondition_failed: {
    status: 412,
    title: 'It has changed since you read it',
    advice: 'Read it again, compare, and send the change with the new ETag.',
  },
  payload_too_large: {
    status: 413,
    title: 'The request is too large',
    advice: 'Send less at once: a body of JSON has 1 MiB (1,048,576 bytes) at most, a file what its operation says.',
  },
  unsupported_media_type: {
    status: 415,
    title: 'This content type is not accepted',
    advice: 'Send application/json in UTF-8, or the file as it is; neither is taken compressed.',
  },
  invalid_input: {
    status: 422,
    title: 'Some fields need attention',
    advice: 'Each entry of errors names the field by its path and says what is wrong.',
  },
  idempotency_key_reused: {
    status: 422,
    title: 'This Idempotency-Key was used for another request',
    advice: 'Use a new key for a new request.',
  },
  filter_too_broad: {
    status: 422,
    title: 'This search takes too long',
    advice: 'Narrow it with another condition.',
  },
  export_too_long: {
    status: 422,
    title: 'This list is too long for one file',
    advice: 'Narrow it with another condition; params.most says how many rows a file holds.',
  },
  precondition_required: {
    status: 428,
    title: 'If-Match is missing',
    advice: 'Send the ETag of what you read in the If-Match header.',
  },
  rate_limited: {
    status: 429,
    title: 'Too many requests',
    advice: 'Wait for the time named in Retry-After.',
  },
  internal: {
    status: 500,
    title: 'Something went wrong on our side',
    advice: 'Try again; when it stays, give your operator the request id.',
  },
  unavailable: {
    status: 503,
    title: 'The service is not ready',
    advice: 'Try again in a moment.',
  },
} as const satisfies Record<string, { status: number; title: string; advice: string }>

/** With which status a code comes that stands beside a field; said wherever the codes are listed. */
export const codesOfFields = `What is wrong with a single field stands in errors of invalid_input and comes with its status, ${errorCatalog.invalid_input.status}, also where the code beside the field is one of this list. What a field names and is not there, or out of your sight, has unknown_reference beside the field in errors: with not_found, ${errorCatalog.not_found.status}, where it is the organization that something is put into, as a parentId, an intoId and the organizationId of a device, and else with invalid_input, ${errorCatalog.invalid_input.status}, as a customerTypeId, an entityId and a type of license.`

/** A code of the catalogue. */
export type ErrorCode = keyof typeof errorCatalog

/** One problem with one field of the input; `path` is dotted (`location.postalCode`). */
export interface FieldProblem {
  path: string
  code: string
  message: string
  /** The numbers and names that the message is made of, for clients with words of their own. */
  params?: ProblemParams
}

/** What an error is about, by name. */
export type ProblemParams = Record<string, string | number | boolean | null>

/** The body of every error answer: RFC 9457 with `code`, the request's id and, for input, the fields. */
export interface Problem {
  type: string
  title: string
  status: number
  code: ErrorCode
  detail?: string
  requestId?: string
  errors?: FieldProblem[]
  /** What the client can offer next, e.g. `{ suggestion: 'AIR002' }` of `code_unavailable`. */
  params?: ProblemParams
}
