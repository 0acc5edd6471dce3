import type { AwardedEntry } from '../../shared/domain/ledger/entry.ts';
import type { ActivityReport } from '../../shared/table/rewards/activity-report.ts';
import { sentencesOf } from '../members/explanation-sentences.ts';
import { type Viewing, wording } from '../members/viewing.ts';
import type { ActivityAnswer, WaitingAnswer } from './contract.ts';

/** An activity that counts: made of its entry alone, so that a repeat is answered with the same. */
export function viewCounted(id: string, entry: AwardedEntry, viewing: Viewing): ActivityAnswer {
  const { member, cause, points, figures, withheld, rewards, tier, balance } = entry;
  return {
    id,
    member,
    activity: cause.id,
    status: 'counted',
    brought: {
      points,
      contribution: figures.contribution,
      ...(withheld === undefined ? {} : { withheld }),
      rewards: [...rewards],
      tier,
      balance: balance.after,
    },
    sentences: sentencesOf(entry, {}, viewing),
  };
}

/** An activity that does not count: not yet, or never. */
export function viewReport(report: ActivityReport, viewing: Viewing): ActivityAnswer {
  const { id, member, activity, verdict } = report;
  const { words, cause } = wording(viewing);
  const { name } = cause({ kind: 'activity', id: activity });
  return {
    id,
    member,
    activity,
    status: verdict === undefined ? 'waiting' : 'turned-down',
    sentences: [
      verdict === undefined ? words.activityWaiting(name) : words.activityTurnedDown(name),
    ],
  };
}

export function viewWaiting(report: ActivityReport): WaitingAnswer['activities'][number] {
  const { id, member, activity, subject, occasion } = report;
  return {
    id,
    member,
    activity,
    ...(subject === undefined ? {} : { subject }),
    occurredAt: new Date(occasion.occurredAt).toISOString(),
    receivedAt: new Date(occasion.receivedAt).toISOString(),
  };
}
