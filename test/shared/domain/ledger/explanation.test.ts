import { expect, test } from 'vitest';
import { explainShares } from '../../../../shared/domain/ledger/explanation.ts';
import { anOrder, memberLedger } from '../../../support/member-ledger.ts';

test('each share says how much of it was taken back and whether its month has come', () => {
  const ledger = memberLedger();
  const order = ledger.order(anOrder('1', 10_000), '2026-03-10T12:00:00Z');
  const clawbacks = [ledger.refund('1', 2_000), ledger.refund('1', 3_000)];
  const july = 2026 * 12 + 6;
  expect(explainShares(order, clawbacks, july)).toMatchObject([
    { rule: 'goods', points: 100, takenBack: 50, expired: false },
    { rule: 'tier:explorer', points: 50, takenBack: 0, expired: true },
  ]);
});
