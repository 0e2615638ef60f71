import type { TagColor } from '@tenantry/contract/tag-labels.ts'

const colors: Record<TagColor, string> = {
  gray: 'Gray',
  red: 'Red',
  orange: 'Orange',
  yellow: 'Yellow',
  green: 'Green',
  teal: 'Teal',
  blue: 'Blue',
  violet: 'Violet',
  pink: 'Pink',
}

/** The words of tags. */
export const texts = {
  colors,
  tags: 'Tags',
  of: (name: string) => `Tags of ${name}`,
  edit: 'Edit tags',
  add: 'Add tags',
  none: 'No tags',
  select: {
    hint: 'To find it again in lists. Your own people see them, not the customer.',
    placeholder: 'Choose or type a new one',
    make: (name: string) => `Make the tag “${name}”`,
    nothing: 'No tag of this name',
    unknown: 'Unknown tag',
    failed: 'The tag was not made',
    notSaved: 'The tags were not saved',
  },
  list: {
    title: 'Tags',
    lead: 'Words in a color, to find customers again. People of your house see them, and those above it.',
    search: 'Search by name',
    add: 'Make tag',
    columns: { name: 'Name', owner: 'Belongs to', customers: 'Customers', updatedAt: 'Changed', actions: 'Actions' },
    carriers: (count: string) => `Show the ${count} customers that carry it`,
    manyCarriers: 'More than 10,000',
    actionsFor: (name: string) => `Actions for ${name}`,
    edit: 'Edit',
    remove: 'Delete',
    emptyTitle: 'No tags yet',
    emptyText: 'Make some here, or while you tag a customer.',
  },
  form: {
    addTitle: 'Make a tag',
    editTitle: 'Edit tag',
    name: 'Name',
    color: 'Color',
    save: 'Save',
    saved: (name: string) => `The tag ${name} is saved`,
    changedMeanwhile: 'Somebody has changed this tag meanwhile; these are the values of now. Save again to keep yours.',
  },
  removal: {
    title: (name: string) => `Delete the tag ${name}?`,
    text: (count: string) => `It goes from ${count} customers that carry it. This cannot be taken back.`,
    textOfOne: 'It goes from the customer that carries it. This cannot be taken back.',
    textOfNone: 'No customer carries it.',
    done: (name: string) => `The tag ${name} is deleted`,
    failed: 'The tag was not deleted',
  },
} as const
