import { ApiError } from '@tenantry/contract/client.ts'

/** Whether the API refused a name because another type has it, which is said at the field. */
export function isNameTaken(error: unknown): boolean {
  return error instanceof ApiError && error.fields.some(({ path, code }) => path === 'name' && code === 'name_taken')
}

/** Whether a type of license was refused because another one has its code. */
export function isCodeTaken(error: unknown): boolean {
  return error instanceof ApiError && error.fields.some(({ path, code }) => path === 'code' && code === 'code_taken')
}
