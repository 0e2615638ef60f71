// Runs before everything else. A file of its own, because the content security policy allows no inline script.

// A dark screen must never flash white: the scheme is set before the first paint.
{
  let choice = 'auto'
  try {
    choice = localStorage.getItem('tenantry-color-scheme') || 'auto'
  } catch {
    // Storage can be forbidden; the system's choice applies then.
  }
  const dark = choice === 'dark' || (choice !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
}

// Schemas are made as soon as their files load and would try whether they may compile themselves with `new Function`,
// which the policy reports as a violation.
globalThis.__zod_globalConfig = { jitless: true }
