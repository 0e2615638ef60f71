/** What other rooms may use of license rules. */
export { RulesLink } from './rules-link.tsx'
