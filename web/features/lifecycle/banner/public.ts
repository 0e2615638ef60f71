/** What a customer's page uses; apart from what lists use, which load before any page does. */
export { StatusBanner } from './status-banner.tsx'
