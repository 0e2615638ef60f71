/** Takes what is null out of an input, groups and lists of nothing included: a new customer has nothing to clear. */
export function withoutEmpty<Input extends object>(input: Input): Input {
  const kept = Object.entries(input).flatMap(([name, value]): [string, unknown][] => {
    if (value === null || value === undefined) return []
    if (Array.isArray(value)) return value.length > 0 ? [[name, value]] : []
    if (typeof value !== 'object') return [[name, value]]
    const inner = withoutEmpty(value)
    return Object.keys(inner).length > 0 ? [[name, inner]] : []
  })
  return Object.fromEntries(kept) as Input
}
