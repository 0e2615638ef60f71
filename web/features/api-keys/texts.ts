import type { ApiKey } from '@tenantry/contract/api-keys.ts'

export const texts = {
  title: 'API keys',
  lead: 'A key lets a program act in your name, with your role in this organization.',
  create: 'Create key',
  list: {
    label: 'API keys',
    name: 'Name',
    key: 'Key',
    created: 'Created',
    used: 'Last used',
    expires: 'Expires',
    actions: 'Actions',
    never: 'Never',
    revoke: 'Revoke',
    revokeNamed: (name: string) => `Revoke ${name}`,
    /** What tells keys apart is their end. */
    startsWith: (prefix: string) => `${prefix.replace(/^(.{4}).+_/, '$1…_')}…`,
  },
  empty: {
    title: 'No keys yet',
    text: 'Create one for a script or an integration. You see it once, so have a safe place ready.',
  },
  form: {
    title: 'Create an API key',
    name: 'Name',
    nameHint: 'What it is for, so that you know which one to revoke',
    expires: 'Works for',
    days: [
      { value: '30', label: '30 days' },
      { value: '90', label: '90 days' },
      { value: '365', label: '1 year' },
      { value: '730', label: '2 years' },
    ],
    submit: 'Create key',
    lost: (name: string) =>
      `“${name}” was created already, but the answer with the key got lost: nobody has seen it. Close this, revoke that key in the list, then create another one.`,
  },
  created: {
    title: 'Copy your key now',
    text: 'It is shown this once. Whoever has it can act in your name.',
    label: 'API key',
    copy: 'Copy the key',
    use: 'Send it with every request:',
    copyExample: 'Copy the example with the key in it',
    done: 'I have copied it',
  },
  revoke: {
    title: (key: Pick<ApiKey, 'name'>) => `Revoke “${key.name}”?`,
    text: 'Programs that use it stop working with their next request. This cannot be undone.',
    action: 'Revoke key',
    done: (name: string) => `“${name}” is revoked`,
    failed: 'The key was not revoked',
  },
} as const
