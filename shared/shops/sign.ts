import type { Outgoing } from './platform.ts';
import { platforms } from './platforms.ts';
import type { PlatformName } from './shop-settings.ts';

/** The headers of a signed delivery, for whoever plays the shop: demonstrations and tests. */
export function signDelivery(
  platform: PlatformName,
  secret: string,
  delivery: Outgoing,
): Readonly<Record<string, string>> {
  return { 'content-type': 'application/json', ...platforms[platform].sign(secret, delivery) };
}
