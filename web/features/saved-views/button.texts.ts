/** The one word of saved views that every list needs at once. */
export const buttonText = 'Views'
