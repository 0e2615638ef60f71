/** Which story a page shows, as its address keeps it: `it_assets` or `it_assets.ledger`. */
import { useNavigate, useSearch } from '@tanstack/react-router'

const parts = ['used', 'below', 'ledger'] as const

/** What a story begins with: the live things of now, what is set aside below, or what has happened. */
export type StoryPart = (typeof parts)[number]

/** The story that the address asks for, and what opens one and closes it. */
export function useStory() {
  const { story }: { story?: string | undefined } = useSearch({ strict: false })
  const navigate = useNavigate()
  const show = (next: string | undefined) =>
    void navigate({
      to: '.',
      // What was searched for in a story is over with it.
      search: (before: Record<string, unknown>) => ({ ...before, story: next, q: undefined, sort: undefined }),
      replace: next === undefined,
    })
  const [type, part] = (story ?? '').split('.')
  return {
    shown: type ? { type, part: partOf(part) } : null,
    open: (of: string, begins: StoryPart) => show(begins === 'used' ? of : `${of}.${begins}`),
    close: () => show(undefined),
  }
}

/** The part that somebody names; the live things for any other name. */
export function partOf(name: string | undefined): StoryPart {
  return parts.find((each) => each === name) ?? 'used'
}
