/** What the choice of an organization can name one by. */
type Findable = { id: string; name: string; code?: string | null }

/**
 * The organizations to offer for what is typed. The chosen one stands first while nothing is typed; while something is,
 * only what matches is offered, so that Enter never takes one that has nothing to do with the typed text.
 * @param isCurrent the found ones answer this very text, which the server matched by more than can be seen here; answers
 *   to an earlier text are sifted until its own arrive
 */
export function offeredOrganizations<Chosen extends Findable, Found extends Chosen>(
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
