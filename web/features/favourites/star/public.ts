/** The star alone, without what it takes to press it: lists show it, and it calls no other room. */
export { Star } from './star.tsx'
