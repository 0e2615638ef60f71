/** Where an entity stands among those of its customer: alone, for none of them shares its name. */
export const placeOfEntity = ({ organizationId, name }: { organizationId: string; name: string }) =>
  ({
    to: '/customers/$id/$tab',
    params: { id: organizationId, tab: 'entities' },
    search: { filter: { name: { eq: name } } },
  }) as const
