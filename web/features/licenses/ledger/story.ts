/** Which story a page shows, as its address keeps it: `it_assets` or `it_assets.ledger`. */
import { useNavigate, useSearch } from '@tanstack/react-router'

/** What a story begins with: the live things of now, or what has happened. */
export type StoryPart = 'used' | 'ledger'

/** The story that the address asks for, and what opens one and closes it. */
export function useStory() {
  const { story }: { story?: string | undefined } = useSearch({ strict: false })
  const navigate = useNavigate()
  const show = (next: string | undefined) =>
    void navigate({
      to: '.',
      // What was searched for in a story is over with it.
      search: (before: Record<string, unknown>) => ({ ...before, story: next, q: undefined, sort: undefined }),
    })
  const [type, part] = (story ?? '').split('.')
  return {
    shown: type ? { type, part: part === 'ledger' ? ('ledger' as const) : ('used' as const) } : null,
    open: (of: string, begins: StoryPart) => show(begins === 'ledger' ? `${of}.ledger` : of),
    close: () => show(undefined),
  }
}
