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
    const demotion = new MemberSweep(this, 'MonthlyDemotion', deployment, {
      table,
      timeZone,
      pass: 'monthly-demotion',
      description: 'gives notice of tiers that will go, and takes them on the first of the month',
      function: 'review-tiers',
      hour: 5,
    });
    // Of whom orders were given back: since when.
    table.historyReadBy(demotion.sweep);
    const daily = new MemberSweep(this, 'DailyRound', deployment, {
      table,
      timeZone,
      pass: 'daily-round',
      description: 'sees who was lost, whose day it is, what is over, and what members are sent',
      function: 'daily-round',
      environment: { BUS_NAME: bus.name },
      hour: 6,
    });
    bus.publishedBy(daily.sweep);
    // Whoever has a place at an event is reminded of it.
    table.usedBy(daily.sweep, 'Query');
    const calendar = new MemberSweep(this, 'CalendarRound', deployment, {
      table,
      timeZone,
      pass: 'calendar-round',
      description:
        'settles shares of profits, gives titles, ranks, and lists the week for the owner',
      function: 'calendar-round',
      hour: 7,
    });
    // What a member's code brought, and what the best buyers bought in the week.
    table.usedBy(calendar.sweep, 'Query');
    table.historyReadBy(calendar.sweep);
  }
}
