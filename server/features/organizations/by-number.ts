/** Ids by how often each of them stands in a list: those that get as much are changed by one statement. */
export function byNumber(ids: readonly string[]): Map<number, string[]> {
  const times = new Map<string, number>()
  for (const id of ids) times.set(id, (times.get(id) ?? 0) + 1)
  const by = new Map<number, string[]>()
  for (const [id, number] of times) by.set(number, [...(by.get(number) ?? []), id])
  return by
}
