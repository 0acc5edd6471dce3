import { createHash } from 'node:crypto';

/** The checksum that SQS gives of a message's body, in hex. */
export function md5(body: string): string {
  return createHash('md5').update(body).digest('hex');
}
