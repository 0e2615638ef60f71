/** What other rooms may call of onboarding. */
export { insertManyOnboardings, insertOnboarding } from './insert-onboarding.ts'
