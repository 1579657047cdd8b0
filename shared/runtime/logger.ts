import { Logger } from '@aws-lambda-powertools/logger';

let made: Logger | undefined;
/** Made with the first line: it opens the streams of its process, which a function that says nothing need not. */
const open = () => {
  made ??= new Logger({ serviceName: 'homeward' });
  return made;
};

/** One structured line for what happened; lines hold references, never personal data. */
export const logger: Pick<Logger, 'info' | 'warn' | 'error'> = {
  info: (message, ...more) => open().info(message, ...more),
  warn: (message, ...more) => open().warn(message, ...more),
  error: (message, ...more) => open().error(message, ...more),
};
