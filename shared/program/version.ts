import { createHash } from 'node:crypto';
import type { ProgramRules } from './program.ts';

/** What entries record: `<id>@<first 8 hex digits of the SHA-256 of the rules>`. */
export function versionOf(rules: ProgramRules): string {
  const digest = createHash('sha256').update(JSON.stringify(rules)).digest('hex');
  return `${rules.id}@${digest.slice(0, 8)}`;
}
