import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { EventBus as Bus, EventField, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import type { Feedback } from '../../functions/mail-feedback/handler.ts';
import type { Deployment } from './deployment.ts';
import type { LoyaltyTable } from './loyalty-table.ts';
import { NodeFunction } from './node-function.ts';
import { WorkQueue } from './work-queue.ts';

export interface MailSenderProps {
  /** An address of a domain of the brand's, or a name and an address as `Name <address>`. */
  readonly sender: string;
  readonly table: LoyaltyTable;
}

/** E-mails through SES from one sender, and what becomes of those that bounce or are complained of. */
export class MailSender extends Construct {
  readonly #sender: string;
  readonly #configurationSet: ConfigurationSet;
  readonly #identity: EmailIdentity;

  constructor(scope: Construct, id: string, deployment: Deployment, props: MailSenderProps) {
    super(scope, id);
    const { sender, table } = props;
    this.#sender = sender;
    this.#configurationSet = new ConfigurationSet(this, 'ConfigurationSet', {
      configurationSetName: `perch-${deployment.stage.name}`,
      reputationMetrics: true,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
    });
    this.#identity = new EmailIdentity(this, 'Identity', {
      identity: Identity.domain(domainOf(sender)),
      configurationSet: this.#configurationSet,
    });
    for (const [i, { name, value }] of this.#identity.dkimRecords.entries()) {
      const description = `DNS record that proves the sender’s domain, as <name> CNAME <value>`;
      new CfnOutput(this, `Dkim${i + 1}`, { description, value: `${name} CNAME ${value}` });
    }
    this.#configurationSet.addEventDestination('Feedback', {
      destination: EventDestination.eventBus(Bus.fromEventBusName(this, 'DefaultBus', 'default')),
      events: [EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT],
    });
    this.#listen(deployment, table);
  }

  /** What a function that sends e-mails is configured with. */
  get environment() {
    return {
      MAIL_SENDER: this.#sender,
      MAIL_CONFIGURATION_SET: this.#configurationSet.configurationSetName,
    };
  }

  /** Allows sending e-mails. */
  usedBy(caller: NodeFunction): void {
    const configurationSet = Stack.of(this).formatArn({
      service: 'ses',
      resource: 'configuration-set',
      resourceName: this.#configurationSet.configurationSetName,
    });
    caller.may(['ses:SendEmail'], [this.#identity.emailIdentityArn, configurationSet]);
  }

  #listen(deployment: Deployment, table: LoyaltyTable): void {
    const feedback = new NodeFunction(this, 'MailFeedback', deployment, {
      name: 'mail-feedback',
      description: 'sends nothing more to addresses that bounced or complained',
      environment: { TABLE_NAME: table.name },
    });
    table.usedBy(feedback, 'GetItem', 'PutItem');
    const queue = new WorkQueue(this, 'Reports', deployment, {
      holds: 'E-mails that bounced or were complained of',
    });
    queue.feed(feedback, { batchSize: 10, concurrency: 2 });
    this.#report('Bounced', queue, 'bounced', {
      eventType: ['Bounce'],
      bounce: { bounceType: ['Permanent'] },
    });
    this.#report('Complained', queue, 'complained', { eventType: ['Complaint'] });
  }

  /**
   * Hands on what SES tells by its tags alone. What cannot be handed on has no dead letters, for
   * those would hold the event with the address in it; SES itself keeps a list of such addresses.
   */
  #report(id: string, queue: WorkQueue, kind: Feedback['kind'], detail: object): void {
    const tag = (name: string) => EventField.fromPath(`$.detail.mail.tags.${name}[0]`);
    const message: Record<keyof Feedback, string> = {
      kind,
      member: tag('member'),
      address: tag('address'),
      at: EventField.time,
    };
    const sets = { 'ses:configuration-set': [this.#configurationSet.configurationSetName] };
    new Rule(this, id, {
      description: `E-mails that ${kind}, without their addresses, to ${queue.node.path}`,
      eventPattern: { source: ['aws.ses'], detail: { ...detail, mail: { tags: sets } } },
      targets: [
        new SqsQueue(queue.queue, {
          message: RuleTargetInput.fromObject(message),
          maxEventAge: Duration.hours(24),
          retryAttempts: 185,
        }),
      ],
    });
  }
}

/** @throws when it is no address. */
export function domainOf(sender: string): string {
  const [, domain] = /^[^<>@\s]+@([a-z0-9.-]+\.[a-z]{2,})$/i.exec(addressOf(sender)) ?? [];
  if (domain === undefined) {
    throw new Error(`"${sender}" is no sender: use an address, or a name and <an address>`);
  }
  return domain.toLowerCase();
}

function addressOf(sender: string): string {
  return /^[^<>]*<([^<>]+)>$/.exec(sender.trim())?.[1] ?? sender.trim();
}
