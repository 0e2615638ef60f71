import type { Findable } from './meant-choice.ts'

/**
 * What a field whose choices the server finds offers for what is typed: organizations, entities, templates. The chosen one
 * stands first while nothing is typed; while something is, only what matches is offered, so that Enter never takes one that
 * has nothing to do with the typed text.
 * @param isCurrent the found ones answer this very text, which the server matched by more than can be seen here; answers
 *   to an earlier text are sifted until its own arrive
 */
export function offeredChoices<Choice extends Findable>(
  typed: string,
  found: readonly Choice[],
  isCurrent: boolean,
  chosen: Choice | null,
): Choice[] {
  if (typed === '') return chosen && !found.some(({ id }) => id === chosen.id) ? [chosen, ...found] : [...found]
  if (isCurrent) return [...found]
  const wanted = typed.toLocaleLowerCase()
  return found.filter(({ name, code }) => [name, code ?? ''].some((text) => text.toLocaleLowerCase().includes(wanted)))
}
