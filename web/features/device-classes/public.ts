/** The panel of classes of devices; loads when somebody opens it. */
export const loadClassesPanel = () => import('./classes-panel.tsx')
