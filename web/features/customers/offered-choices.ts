/** What a choice that the server finds can be named by. */
type Findable = { id: string; name: string; code?: string | null }

/**
 * What a field whose choices the server finds offers for what is typed: organizations, entities, templates. The chosen one
 * stands first while nothing is typed; while something is, only what matches is offered, so that Enter never takes one that
 * has nothing to do with the typed text.
 * @param isCurrent the found ones answer this very text, which the server matched by more than can be seen here; answers
 *   to an earlier text are sifted until its own arrive
 */
export function offeredChoices<Chosen extends Findable, Found extends Chosen>(
  typed: string,
  found: readonly Found[],
  isCurrent: boolean,
  chosen: Chosen | null,
): Chosen[] {
  if (typed === '') return chosen && !found.some(({ id }) => id === chosen.id) ? [chosen, ...found] : [...found]
  if (isCurrent) return [...found]
  const wanted = typed.toLocaleLowerCase()
  return found.filter(({ name, code }) => [name, code ?? ''].some((text) => text.toLocaleLowerCase().includes(wanted)))
}
