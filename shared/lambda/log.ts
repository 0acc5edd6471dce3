import { Logger } from '@aws-lambda-powertools/logger';

/** What a handler may log with. Personal data never goes in: ids, counts and reasons only. */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;

/** One structured logger a process; POWERTOOLS_SERVICE_NAME and POWERTOOLS_LOG_LEVEL configure it. */
const logger = new Logger();

/** A log whose every line carries these keys, for one request, message or task. */
export function logWith(keys: Record<string, string | undefined>): Log {
  return logger.createChild({ persistentKeys: keys });
}
