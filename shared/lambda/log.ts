import { Logger } from '@aws-lambda-powertools/logger';

/** Says one line; what comes with it stands in fields of its own, an error with its stack. */
type Say = (line: string, more?: Readonly<Record<string, unknown>> | Error | string) => void;

/** What a handler may log with. Personal data never goes in: ids, counts and reasons only. */
export type Log = Readonly<Record<'debug' | 'info' | 'warn' | 'error', Say>>;

/** One structured logger a process; POWERTOOLS_SERVICE_NAME and POWERTOOLS_LOG_LEVEL configure it. */
const logger = new Logger();

/** Where nothing is to be logged, no line is made up either. */
const isSilent = logger.getLevelName() === 'SILENT';
const nothing: Say = () => {};
const silence: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/**
 * A log whose every line carries these keys, for one request, message or task. They go with each
 * line, for a child logger of its own would cost more than all else that is done for a message.
 */
export function logWith(keys: Record<string, string | undefined>): Log {
  if (isSilent) return silence;
  const at =
    (level: keyof Log): Say =>
    (line, more) =>
      logger[level](line, keys, fields(more));
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

function fields(more: Parameters<Say>[1]): Record<string, unknown> {
  if (more instanceof Error) return { error: more };
  return typeof more === 'string' ? { extra: more } : { ...more };
}
