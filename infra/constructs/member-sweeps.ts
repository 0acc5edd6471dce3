import { Construct } from 'constructs';
import type { Deployment } from './deployment.ts';
import type { EventBus } from './event-bus.ts';
import type { LoyaltyTable } from './loyalty-table.ts';
import { MemberSweep } from './member-sweep.ts';

export interface MemberSweepsProps {
  readonly bus: EventBus;
  readonly table: LoyaltyTable;
  /** The program's zone, in whose days the passes run. */
  readonly timeZone: string;
}

/** The passes over all members, one after the other in the early morning. */
export class MemberSweeps extends Construct {
  constructor(scope: Construct, id: string, deployment: Deployment, props: MemberSweepsProps) {
    super(scope, id);
    const { bus, table, timeZone } = props;
    const expiry = new MemberSweep(this, 'ExpirySweep', deployment, {
      table,
      timeZone,
      pass: 'expiry-sweep',
      description: 'tells of points that will expire, and takes out those that have',
      function: 'expire-points',
      environment: { BUS_NAME: bus.name },
      hour: 4,
    });
    bus.publishedBy(expiry.sweep);
    new MemberSweep(this, 'MonthlyDemotion', deployment, {
      table,
      timeZone,
      pass: 'monthly-demotion',
      description: 'gives notice of tiers that will go, and takes them on the first of the month',
      function: 'review-tiers',
      hour: 5,
    });
    new MemberSweep(this, 'DailyRound', deployment, {
      table,
      timeZone,
      pass: 'daily-round',
      description: 'sees who was lost, whose day it is, and what was lent and is over',
      function: 'daily-round',
      hour: 6,
    });
  }
}
