import { useMe } from '../../platform/session.tsx'

/** Whether the person is of a house that tags: for a customer's own people there are no tags. */
export function useHasTags(): boolean {
  const { type } = useMe().membership.organization
  return type === 'provider' || type === 'partner'
}
