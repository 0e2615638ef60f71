/** The texts named by a template, empty where the source has none. */
export function filledTexts<Texts extends Record<string, string>>(
  template: Texts,
  source: { [Name in keyof Texts]?: string | null | undefined },
): Texts {
  const entries = Object.keys(template).map((name) => [name, source[name] ?? ''])
  return { ...template, ...Object.fromEntries(entries) }
}

/** Texts as the API takes them: null where nothing is typed. */
export function clearedTexts<Texts extends Record<string, string>>(
  texts: Texts,
): { [Name in keyof Texts]: string | null } {
  const entries = Object.entries(texts).map(([name, text]) => [name, text.trim() === '' ? null : text])
  return Object.fromEntries(entries) as { [Name in keyof Texts]: string | null }
}
