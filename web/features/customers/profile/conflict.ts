import { readPath, writePath } from '../form/form-part.ts'
import { isSame, type ProfileValues } from './profile-values.ts'

/** A thing that a person chooses as a whole between two versions, and the values that belong to it. */
export interface ConflictField {
  id: string
  label: string
  paths: readonly string[]
  /** The value in words; empty where there is none. */
  words: (values: ProfileValues) => string
}

export type Side = 'mine' | 'theirs'

/** A field in which one's own version and the stored one differ. */
export interface Difference {
  field: ConflictField
  /** What is chosen to begin with: one's own where oneself has changed it, else the stored one. */
  suggested: Side
  /** Both have changed it, to different values. */
  isContested: boolean
}

const at = (values: ProfileValues, { paths }: ConflictField) => paths.map((path) => readPath(values, path))

/** The fields in which one's own version and the stored one differ, by what both began with. */
export function findDifferences(
  fields: readonly ConflictField[],
  base: ProfileValues,
  mine: ProfileValues,
  theirs: ProfileValues,
): Difference[] {
  return fields
    .filter((field) => !isSame(at(mine, field), at(theirs, field)))
    .map((field) => {
      const isMineChanged = !isSame(at(base, field), at(mine, field))
      const isTheirsChanged = !isSame(at(base, field), at(theirs, field))
      return { field, suggested: isMineChanged ? 'mine' : 'theirs', isContested: isMineChanged && isTheirsChanged }
    })
}

/** The stored version with one's own values where they were chosen. */
export function merge(
  differences: readonly Difference[],
  choices: Readonly<Record<string, Side>>,
  mine: ProfileValues,
  theirs: ProfileValues,
): ProfileValues {
  const paths = differences
    .filter(({ field, suggested }) => (choices[field.id] ?? suggested) === 'mine')
    .flatMap(({ field }) => field.paths)
  return paths.reduce((merged, path) => {
    const value = readPath(mine, path)
    const isValue = typeof value === 'string' || typeof value === 'boolean'
    return isValue ? writePath(merged, path, value) : merged
  }, theirs)
}
