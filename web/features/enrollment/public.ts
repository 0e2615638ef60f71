/** What other rooms may use of enrollment. */
export { texts as enrollmentTexts } from './enrollment.texts.ts'
export { SeenLink } from './seen-link.tsx'
/** The panel of tokens; loads when somebody opens it. */
export const loadEnrollPanel = () => import('./enroll-panel.tsx')
