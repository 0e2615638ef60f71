/** What other rooms may use of license rules. */
export { RulesLink, rulesLink } from './rules-link.tsx'
