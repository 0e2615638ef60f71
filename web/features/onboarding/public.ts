/** What other rooms may use of onboarding. */
export { OnboardingCard } from './onboarding-card.tsx'
