import { Logger } from '@aws-lambda-powertools/logger';

/** One structured line for what happened; lines hold references, never personal data. */
export const logger = new Logger({ serviceName: 'homeward' });
