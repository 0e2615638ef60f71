/** What other rooms may call of entities. */

export { createEntities } from './create-entity.ts'
export { deleteEntity } from './delete-entity.ts'
export { changeEntityDevices, findEntitiesNamed, findEntityHomes, lockEntity } from './entities.queries.ts'
export { entityView } from './entities.view.ts'
export { findListedEntityIds, planEntities } from './entities-list.queries.ts'
export { requireSight } from './find-owner.ts'
export { getEntity } from './get-entity.ts'
export { insertEntities, insertManyEntities, prepareEntities } from './insert-entities.ts'
export { listEntityIds } from './list-entities.ts'
export { readStructure } from './read-structure.ts'
export { renameClashing } from './rename-clashing.ts'
export { updateEntity } from './update-entity.ts'
