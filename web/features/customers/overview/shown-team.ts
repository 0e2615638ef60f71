/** A technician as the card of a customer names one. */
type Colleague = { id: string; name: string; email: string }

/**
 * Who of those assigned is named: whoever is visible, and oneself. A technician may not see the provider's users, the own
 * membership among them.
 */
export function shownTeam(ids: readonly string[], visible: readonly Colleague[], self: Colleague): Colleague[] {
  const isUnseen = ids.includes(self.id) && !visible.some(({ id }) => id === self.id)
  return isUnseen ? [self, ...visible] : [...visible]
}
