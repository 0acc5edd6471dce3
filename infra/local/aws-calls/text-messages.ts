import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { type AwsCalls, readInput } from '../aws-call.ts';
import type { Clock } from '../clock.ts';
import type { Outbox } from '../outbox.ts';

/** The rest of a request is kept as it is: it makes no difference here. */
const sendTextMessage = z.looseObject({
  /** E.164. */
  DestinationPhoneNumber: z.string().regex(/^\+[1-9][0-9]{1,18}$/),
  MessageBody: z.string().min(1).max(1_600),
  MessageType: z.optional(z.enum(['TRANSACTIONAL', 'PROMOTIONAL'])),
  /** Seconds. */
  TimeToLive: z.optional(z.int().min(5).max(259_200)),
  DryRun: z.boolean().default(false),
});

/** End User Messaging SMS: a text that it would take stands in the outbox, unless it is a dry run. */
export function textMessageCalls({ clock, outbox }: { clock: Clock; outbox: Outbox }): AwsCalls {
  return [
    [
      'PinpointSMSVoiceV2.SendTextMessage',
      (input) => {
        const message = readInput(sendTextMessage, input);
        const MessageId = randomUUID();
        if (message.DryRun) return { MessageId };
        outbox.take(MessageId, {
          channel: 'sms',
          to: message.DestinationPhoneNumber,
          subject: '',
          body: message.MessageBody,
          time: new Date(clock.now()).toISOString(),
          request: input,
        });
        return { MessageId };
      },
    ],
  ];
}
