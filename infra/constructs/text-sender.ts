import { CfnConfigurationSet } from 'aws-cdk-lib/aws-smsvoice';
import { Construct } from 'constructs';
import type { Deployment } from './deployment.ts';
import type { NodeFunction } from './node-function.ts';

export interface TextSenderProps {
  /** ARN of a number, a pool or a sender id, which take a registration and are not made here. */
  readonly origin: string;
}

/** Text messages through End User Messaging, from one origin. */
export class TextSender extends Construct {
  readonly #origin: string;
  readonly #configurationSet: CfnConfigurationSet;

  /** @throws when the origin is no ARN of one: nothing else could be allowed to a function. */
  constructor(scope: Construct, id: string, { stage }: Deployment, { origin }: TextSenderProps) {
    super(scope, id);
    if (!/^arn:[^:]+:sms-voice:[^:]*:\d{12}:(phone-number|pool|sender-id)\/.+$/.test(origin)) {
      throw new Error(`"${origin}" is no ARN of a number, a pool or a sender id for text messages`);
    }
    this.#origin = origin;
    this.#configurationSet = new CfnConfigurationSet(this, 'ConfigurationSet', {
      configurationSetName: `perch-${stage.name}`,
    });
  }

  /** What a function that sends text messages is configured with. */
  get environment() {
    return { SMS_ORIGIN: this.#origin, SMS_CONFIGURATION_SET: this.#configurationSet.ref };
  }

  /** Allows sending text messages. */
  usedBy(caller: NodeFunction): void {
    caller.may(['sms-voice:SendTextMessage'], [this.#origin, this.#configurationSet.attrArn]);
  }
}
