/** The customs engine, loaded when it is first needed: keeping lanes and authorisations needs none. */
export const loadEngine = () => import('../../shared/customs/engine.ts');
