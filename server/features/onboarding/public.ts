/** What other rooms may call of onboarding. */
export { insertOnboarding } from './insert-onboarding.ts'
