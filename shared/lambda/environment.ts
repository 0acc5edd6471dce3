/** The environment variables that functions are configured with, and nothing else reads. */
export type Variable =
  | 'TABLE_NAME'
  | 'BUS_NAME'
  | 'MEMBER_KEY_SECRET_ID'
  | 'DRAW_KEY_SECRET_ID'
  | 'CONTACT_KEY_ID'
  | 'SHOP_SECRET_PREFIX'
  | 'WAITING_QUEUE_URL'
  | 'OWN_QUEUE_URL'
  | 'UNREADABLE_QUEUE_URL'
  | 'STATE_MACHINE_ARN';

/**
 * Reads a variable, once, where a function is wired together.
 *
 * @throws when it is not set: a function that is wrongly deployed fails on its first line.
 */
export function environment(name: Variable): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set`);
  return value;
}
