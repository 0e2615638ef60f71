/** What other rooms may use of onboarding. */
export { thingWords } from './onboarding.texts.ts'
export { OnboardingCard } from './onboarding-card.tsx'
