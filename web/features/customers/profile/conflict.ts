import { type FormValue, type FormValues, readPath, writePath } from '../form/form-part.ts'
import { isSame } from './profile-values.ts'

/** A thing that a person chooses as a whole between two versions, and the values that belong to it. */
export interface ConflictField<Values extends object> {
  id: string
  label: string
  paths: readonly string[]
  /** Whether the value at a path counts, where it may only follow another: always, unless it is told. */
  counts?: (values: Values, path: string) => boolean
  /** The value in words; empty where there is none. */
  words: (values: Values) => string
  /** What the audit log calls it; where no field is known there, whoever changed anything of the thing is named. */
  logged?: readonly string[]
}

export type Side = 'mine' | 'theirs'

/** A field in which one's own version and the stored one differ. */
export interface Difference<Values extends object> {
  field: ConflictField<Values>
  /** What is chosen to begin with: one's own where oneself has changed it, else the stored one. */
  suggested: Side
  /** It is a choice: the stored one is not what both began with. Where it is, one's own change simply holds. */
  isOffered: boolean
  /** Both have changed it, to different values. */
  isContested: boolean
}

const at = <Values extends object>(values: Values, { paths, counts }: ConflictField<Values>) =>
  paths.map((path) => (counts?.(values, path) === false ? null : readPath(values, path)))

/** The fields in which one's own version and the stored one differ, by what both began with. */
export function findDifferences<Values extends object>(
  fields: readonly ConflictField<Values>[],
  base: Values,
  mine: Values,
  theirs: Values,
): Difference<Values>[] {
  return fields
    .filter((field) => !isSame(at(mine, field), at(theirs, field)))
    .map((field) => {
      const isMineChanged = !isSame(at(base, field), at(mine, field))
      const isTheirsChanged = !isSame(at(base, field), at(theirs, field))
      return {
        field,
        suggested: isMineChanged ? 'mine' : 'theirs',
        isOffered: isTheirsChanged,
        isContested: isMineChanged && isTheirsChanged,
      }
    })
}

/** The stored version with one's own values where they were chosen. */
export function merge<Values extends object>(
  differences: readonly Difference<Values>[],
  choices: Readonly<Record<string, Side>>,
  mine: Values,
  theirs: Values,
): Values {
  const paths = differences
    .filter(({ field, suggested }) => (choices[field.id] ?? suggested) === 'mine')
    .flatMap(({ field }) => field.paths)
  return paths.reduce((merged, path) => {
    const value = readPath(mine, path)
    if (value === undefined) return merged
    // Whatever is chosen as a whole, a list as well, is taken over as it stands.
    return writePath(merged as Values & FormValues, path, value as FormValue)
  }, theirs)
}
