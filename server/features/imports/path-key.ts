import { codeKey } from '@tenantry/contract/fields/codes.ts'

/** Codes as they are compared, from the top down. */
export const pathKey = (codes: readonly string[]) => codes.map(codeKey).join('/')
