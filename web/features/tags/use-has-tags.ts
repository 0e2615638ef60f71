import { useIsHouse } from '../../platform/session.tsx'

/** Whether the person is of a house that tags: for a customer's own people there are no tags. */
export const useHasTags = useIsHouse
