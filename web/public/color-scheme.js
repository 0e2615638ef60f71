// Runs before the first paint, so that a dark screen never flashes white. A file of its own, because the content
// security policy allows no inline script.
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
