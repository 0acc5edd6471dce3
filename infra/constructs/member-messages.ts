import { Validations } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import {
  pointsAdjusted,
  pointsAwarded,
  pointsClawedBack,
  pointsEarned,
  pointsExpired,
  pointsRedeemed,
  pointsRestored,
  tierReviewed,
} from '../../shared/events/ledger-facts.ts';
import { rewardsGranted, tierReached } from '../../shared/events/promotion-events.ts';
import { contentDue, pointsExpiring, renewalDue } from '../../shared/events/time-events.ts';
import type { DataKeys } from './data-keys.ts';
import type { Deployment } from './deployment.ts';
import type { EventBus } from './event-bus.ts';
import { HeldMessages } from './held-messages.ts';
import type { KeptKey } from './kept-key.ts';
import type { LoyaltyTable } from './loyalty-table.ts';
import { MailSender } from './mail-sender.ts';
import { NodeFunction } from './node-function.ts';
import type { PublicApi } from './public-api.ts';
import { TextSender } from './text-sender.ts';
import { WorkQueue } from './work-queue.ts';

/** From whom messages come that leave the app; a channel without a sender is switched off. */
export interface Senders {
  /** An address, or a name and an address as `Name <address>`. */
  readonly mail?: string;
  /** ARN of a number, a pool or a sender id. */
  readonly texts?: string;
}

export interface MemberMessagesProps {
  readonly api: PublicApi;
  readonly bus: EventBus;
  readonly table: LoyaltyTable;
  readonly memberKey: KeptKey;
  readonly dataKeys: DataKeys;
  readonly senders: Senders;
}

/** Tells members what happened to them; what moved nothing is not worth a message. */
export class MemberMessages extends Construct {
  constructor(scope: Construct, id: string, deployment: Deployment, props: MemberMessagesProps) {
    super(scope, id);
    const { api, bus, table, memberKey, dataKeys, senders } = props;
    const mail =
      senders.mail === undefined
        ? undefined
        : new MailSender(this, 'MailSender', deployment, { sender: senders.mail, table });
    const texts =
      senders.texts === undefined
        ? undefined
        : new TextSender(this, 'TextSender', deployment, { origin: senders.texts });
    const notify = new NodeFunction(this, 'Notify', deployment, {
      name: 'notify',
      description: 'decides on messages to members, and sends them',
      environment: {
        TABLE_NAME: table.name,
        MEMBER_KEY_SECRET_ID: memberKey.secretId,
        ...dataKeys.environment,
        API_URL: api.url,
        ...(mail?.environment ?? { MAIL_SENDER: '', MAIL_CONFIGURATION_SET: '' }),
        ...(texts?.environment ?? { SMS_ORIGIN: '', SMS_CONFIGURATION_SET: '' }),
      },
    });
    table.usedBy(notify, 'GetItem', 'PutItem', 'UpdateItem');
    memberKey.readBy(notify);
    dataKeys.readBy(notify);
    mail?.usedBy(notify);
    texts?.usedBy(notify);

    const messages = new WorkQueue(this, 'Messages', deployment, { holds: 'Messages to members' });
    messages.feed(notify, { batchSize: 10, concurrency: 20 });
    tellOfFacts(bus, messages);
    new HeldMessages(this, 'Held', deployment, { table, notify });

    const unsubscribe = new NodeFunction(this, 'Unsubscribe', deployment, {
      name: 'unsubscribe',
      description: 'ends what a member is sent, by the link in it',
      environment: { TABLE_NAME: table.name, MEMBER_KEY_SECRET_ID: memberKey.secretId },
    });
    table.usedBy(unsubscribe, 'GetItem', 'PutItem');
    memberKey.readBy(unsubscribe);
    const routes = api.serve(
      ['GET /unsubscribe/{token}', 'POST /unsubscribe/{token}'],
      unsubscribe,
    );
    for (const route of routes) {
      Validations.of(route).acknowledge({
        id: 'AwsSolutions-APIG4',
        reason: 'Who ends what they are sent must not log in: the signed link is the proof.',
      });
    }
  }
}

function tellOfFacts(bus: EventBus, to: WorkQueue): void {
  bus.deliver('TellOfPoints', {
    events: [
      pointsEarned,
      pointsClawedBack,
      pointsRedeemed,
      pointsRestored,
      pointsAdjusted,
      pointsAwarded,
    ],
    when: { points: [{ numeric: ['<', 0] }, { numeric: ['>', 0] }] },
    to,
  });
  bus.deliver('TellOfPointsPending', {
    events: [pointsEarned],
    when: { points: [{ numeric: ['=', 0] }], pendingPoints: [{ exists: true }] },
    to,
  });
  bus.deliver('TellOfPointsExpired', {
    events: [pointsExpired],
    when: { expired: [{ numeric: ['>', 0] }] },
    to,
  });
  bus.deliver<object>('TellOfAllElse', {
    events: [pointsExpiring, contentDue, renewalDue, tierReached, tierReviewed, rewardsGranted],
    to,
  });
}
