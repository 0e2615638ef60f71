import { Choosable } from '../../ui/choosable.tsx'
import type { KnownUser } from './users.api.ts'
import classes from './users.module.css'

/** How lists of choices show a user: of two with one name, the address tells which is meant. */
export function renderUser(users: readonly KnownUser[]) {
  return ({ option, checked }: { option: { value: string }; checked?: boolean | undefined }) => {
    const user = users.find(({ id }) => id === option.value)
    return (
      <Choosable isChosen={checked}>
        <span className={classes.words}>
          <span className={classes.optionName}>{user?.name}</span>
          <span className={classes.email}>{user?.email}</span>
        </span>
      </Choosable>
    )
  }
}
