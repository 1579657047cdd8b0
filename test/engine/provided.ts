import type { Deployed } from '../../infra/local/deploy.ts';
import type { Reach } from '../../infra/local/engine.ts';
import type { Issuer } from '../../infra/local/issuer.ts';
import type { TableShape } from './table-shape.ts';

/** What the setups hand to the tests. */
declare module 'vitest' {
  interface ProvidedContext {
    /** The engine of the storage tests, and the keys of the table as they deploy. */
    engine: { readonly reach: Reach; readonly table: TableShape };
    /** The app as it is deployed for the journeys. */
    app: { readonly reach: Reach; readonly folder: string; readonly issuer: Issuer; readonly deployed: Deployed };
  }
}
