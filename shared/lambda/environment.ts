/** The environment variables that functions are configured with, and nothing else reads. */
export type Variable =
  | 'TABLE_NAME'
  | 'BUS_NAME'
  | 'MEMBER_KEY_SECRET_ID'
  | 'DRAW_KEY_SECRET_ID'
  | 'CONTACT_KEY_ID'
  | 'DATA_KEYS_TABLE_NAME'
  | 'WRAPPING_KEY_ID'
  | 'SHOP_SECRET_PREFIX'
  | 'SHOP_API_URL'
  | 'WAITING_QUEUE_URL'
  | 'OWN_QUEUE_URL'
  | 'HELD_QUEUE_URL'
  | 'PRIVACY_QUEUE_URL'
  | 'API_URL'
  | 'MAIL_SENDER'
  | 'MAIL_CONFIGURATION_SET'
  | 'SMS_ORIGIN'
  | 'SMS_CONFIGURATION_SET'
  | 'UNREADABLE_QUEUE_URL'
  | 'LEFT_OUT_QUEUE_URL'
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

/** Reads a variable that is empty where there is nothing to say; undefined then. */
export function optionalEnvironment(name: Variable): string | undefined {
  const value = process.env[name];
  return value === '' ? undefined : value;
}
