/** What other rooms may use of a customer's life; small, because lists load it. */
export { useLifecycleActions } from './use-lifecycle-actions.ts'
