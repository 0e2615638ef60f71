import type { CopyPart } from '@tenantry/contract/customer-copy.ts'
import type { TemplateReference } from '@tenantry/contract/customer-templates.ts'
import { templateActions } from './actions.texts.ts'

const references: Record<TemplateReference, string> = {
  parentId: 'the organization above',
  assignedUserIds: 'technicians',
  accountManagerEmail: 'the account manager',
  salesRepresentatives: 'sales representatives',
  tagIds: 'tags',
  licenses: 'licenses',
  licenseAlerts: 'thresholds of license alerts',
}

const parts: Record<CopyPart, { label: string; hint: string }> = {
  location: { label: 'Location', hint: 'Country, region and state' },
  billing: { label: 'Billing', hint: 'Whether it follows the company’s address, or its country and state' },
  people: { label: 'Sales representatives', hint: 'Those who sell to it' },
  responsible: { label: 'Who looks after it', hint: 'Account manager and technicians' },
  entities: { label: 'Entities', hint: 'Their names and kinds' },
}

const leftOut = (dropped: readonly TemplateReference[]) =>
  dropped.length === 0
    ? ''
    : ` Left out, because it is gone or you cannot see it: ${dropped.map((name) => references[name]).join(', ')}.`

/** The words of copies of customers and of templates. */
export const templateTexts = {
  copy: {
    notice: (name: string, code: string) =>
      `Copy of ${name} (${code}). Left out is what belongs to it alone: name, code, domain, subscription, emails, phones, street address, contacts, administrator and notes.`,
    entities: (count: string, all: string) => ` Of its ${all} entities the first ${count} are here.`,
    failed: 'It could not be copied',
    forbidden: 'You cannot add anything beside this organization.',
    gone: 'This customer is no longer there.',
  },
  start: {
    label: 'Start from a template',
    placeholder: 'Choose a template',
    hint: 'Fills in what it says; everything stays yours to change',
    search: {
      searching: 'Searching…',
      nothing: 'Nothing found',
      failed: 'Templates could not be searched just now',
    },
    notice: (name: string, dropped: readonly TemplateReference[]) => `From the template ${name}.${leftOut(dropped)}`,
    failed: 'The template could not be read',
    gone: 'This template is no longer there.',
  },
  save: {
    title: templateActions.save,
    lead: (name: string) =>
      `Everybody who adds customers here can begin with it. What is likely to be the same as for ${name} is kept; name, code, domain, contacts and the like are not.`,
    name: 'Name of the template',
    nameHint: 'Says when to use it',
    parts: 'What is kept',
    partsLead: 'Type, place, plan, time zone, language and currency are always kept.',
    partsLeadOwn: 'Type, time zone, language and currency are always kept.',
    part: parts,
    create: 'Save template',
    done: (name: string) => `The template ${name} is saved`,
  },
  shared: {
    label: 'Shared with partners',
    hint: 'On, partners see it and begin with it, too',
  },
  list: {
    title: templateActions.list,
    search: 'Search by name',
    add: 'Add template',
    columns: {
      name: 'Template',
      owner: 'Belongs to',
      type: 'Type',
      shared: 'Seen by',
      updatedAt: 'Changed',
      actions: 'Actions',
    },
    above: 'An organization above',
    seenBy: { house: 'Own people', partners: 'Own people and partners', below: 'Everybody below' },
    anyType: 'Any',
    actionsFor: (name: string) => `Actions for the template ${name}`,
    use: 'Add customer from it',
    edit: 'Edit',
    remove: 'Delete',
    emptyTitle: 'No templates yet',
    emptyText: 'A template holds what new customers begin with. Save one from a customer’s page, or add one here.',
    emptyTextReader: 'Templates that new customers can begin with stand here once somebody has saved some.',
  },
  edit: {
    title: (name: string) => `Template ${name}`,
    addTitle: 'Add template',
    steps: 'Parts of the template',
    step: 'Template',
    heading: 'What is it for?',
    lead: 'Fields that you leave as a new customer has them are not kept: they stay open.',
    companyLead: 'What new customers have in common. Name and code are theirs.',
    peopleLead: 'Who looks after new customers and sells to them, and contacts that all of them share.',
    save: 'Save template',
    cancel: 'Cancel',
    saved: (name: string) => `The template ${name} is saved`,
    dropped: (dropped: readonly TemplateReference[]) => `${leftOut(dropped).trim()} Saving keeps it out.`,
    changed: (name: string) =>
      `Somebody has changed this template meanwhile; it is called ${name}. Take their version, or save again to put yours in its place.`,
    takeTheirs: 'Take their version',
    differences: { title: 'What differs', mine: 'Yours', theirs: 'Theirs', none: 'Both versions say the same.' },
    gone: 'This template is no longer there.',
    fieldsNeedAttention: 'Some fields need attention.',
  },
  removal: {
    title: (name: string) => `Delete the template ${name}?`,
    text: 'Customers that began with it stay as they are.',
    done: (name: string) => `The template ${name} is deleted`,
    failed: 'The template could not be deleted',
  },
} as const
