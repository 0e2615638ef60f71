/** What other rooms may call of entities. */
export { changeEntityDevices } from './entities.queries.ts'
export { insertEntities, prepareEntities } from './insert-entities.ts'
export { readStructure } from './read-structure.ts'
export { renameClashing } from './rename-clashing.ts'
