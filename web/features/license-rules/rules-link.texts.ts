/** Stands apart from the words of the rules' page, which load with it. */
export const linkText = 'License rules'
