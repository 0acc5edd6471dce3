import { describe, expect, test } from 'vitest';
import { reviewSentences } from '../../../functions/members/review-sentences.ts';
import type { ReviewRequest } from '../../../shared/domain/tiers/reviewing.ts';
import type { Program } from '../../../shared/program/program.ts';
import { entryOf } from '../../support/member-ledger.ts';
import { at, monthOf, reviewedLedger, spendTiers } from '../../support/reviewed.ts';

const month = monthOf('2027-03');
const notice: ReviewRequest = { of: 'notice', month };

/** A gold member of January 2026, and what is said of what is asked then, in both languages. */
function gold(program: Program = spendTiers()) {
  const member = reviewedLedger(program);
  member.order(6, 20_000, '2026-01-10T12:00:00Z');
  const said = (request: ReviewRequest, when: string): string[] => {
    const entry = entryOf('reviewed', member.ask(request, when));
    return ['en', 'zh-CN'].flatMap((language) =>
      reviewSentences(entry, { program, at: at(when), language }),
    );
  };
  return { ...member, said };
}

describe('a member is told', () => {
  test('exactly what keeps the tier, and why it would go', () => {
    expect(gold().said(notice, '2027-02-14T12:00:00Z')).toEqual([
      'Gold becomes Silver on March 1, 2027, unless there is this before: 6 more purchases and €1,000.00 more of goods.',
      'What keeps the tier is not all there any more.',
      '您将于2027年3月1日由金卡等级降为银卡等级；如在此之前购买 6 次、消费 €1,000.00，即可保留。',
      '目前未满足保留该等级的条件。',
    ]);
  });

  test('why it went', () => {
    const { said, ask } = gold();
    ask(notice, '2027-02-14T12:00:00Z');
    expect(said({ of: 'month', month }, '2027-03-01T00:10:00Z')).toEqual([
      'You moved from Gold to Silver on March 1, 2027 because what keeps Gold was not all there.',
      '因未满足保留金卡等级的条件，您于2027年3月1日由金卡等级降为银卡等级。',
    ]);
  });

  test('that refunds cost it', () => {
    const { said, ledger } = gold(spendTiers({ demotes: false }));
    ledger.cancel('o1', '2026-01-11T12:00:00Z');
    expect(said({ of: 'month', month: monthOf('2026-02') }, '2026-02-01T00:10:00Z')).toEqual([
      'You moved from Gold to Silver on February 1, 2026 because refunds took away what had reached Gold.',
      '因退款后不再满足金卡等级的条件，您于2026年2月1日由金卡等级降为银卡等级。',
    ]);
  });

  test('that orders became fewer', () => {
    const { said, order } = gold(spendTiers({ fallingMonths: 2 }));
    order(2, 20_000, '2026-02-10T12:00:00Z');
    const april = monthOf('2026-04');
    expect(said({ of: 'notice', month: april }, '2026-03-02T12:00:00Z')).toEqual([
      'Gold becomes Silver on April 1, 2026, unless there is this before: 2 more purchases.',
      'Orders have become fewer month by month.',
      '您将于2026年4月1日由金卡等级降为银卡等级；如在此之前购买 2 次，即可保留。',
      '购买次数逐月减少。',
    ]);
    order(1, 20_000, '2026-03-10T12:00:00Z');
    expect(said({ of: 'month', month: april }, '2026-04-01T00:10:00Z')).toEqual([
      'You moved from Gold to Silver on April 1, 2026 because orders became fewer month by month.',
      '因购买次数逐月减少，您于2026年4月1日由金卡等级降为银卡等级。',
    ]);
  });
});
