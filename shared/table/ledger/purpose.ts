import type { Purpose } from '../../domain/ledger/entry.ts';
import type { Attribute } from '../table.ts';

export function writePurpose(purpose: Purpose): Attribute {
  if (purpose.for === 'checkout') return ['checkout', purpose.amountMinor, purpose.currency];
  const { reward, cash } = purpose;
  return cash === undefined
    ? ['reward', reward]
    : ['reward', reward, cash.amountMinor, cash.currency];
}

export function readPurpose([what, first, second, third]: readonly Attribute[]): Purpose {
  if (what === 'checkout') {
    return { for: 'checkout', amountMinor: Number(first), currency: String(second) };
  }
  const reward = { for: 'reward' as const, reward: String(first) };
  return third === undefined
    ? reward
    : { ...reward, cash: { amountMinor: Number(second), currency: String(third) } };
}
