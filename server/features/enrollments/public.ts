/** What other rooms may call of enrollment. */
export { moveEnrollment } from './enrollments.queries.ts'
