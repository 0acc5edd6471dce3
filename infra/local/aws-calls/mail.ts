import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { type AwsCalls, readInput } from '../aws-call.ts';
import type { Clock } from '../clock.ts';
import type { Outbox } from '../outbox.ts';

const content = z.object({ Data: z.string() });
const addresses = z.array(z.string().regex(/^[^@\s]+@[^@\s]+$|<[^@\s]+@[^@\s]+>$/)).default([]);

/** One header is one line. */
const header = z.object({
  Name: z.string().regex(/^[!-9;-~]{1,126}$/),
  Value: z.string().regex(/^[ -~]{1,995}$/),
});

/** The rest of a request is kept as it is: it makes no difference here. */
const sendEmail = z.looseObject({
  FromEmailAddress: z.string().min(3),
  Destination: z
    .object({ ToAddresses: addresses, CcAddresses: addresses, BccAddresses: addresses })
    .refine((to) => recipients(to).length > 0, 'nobody to send it to')
    .refine((to) => recipients(to).length <= 50, 'more than 50 recipients'),
  Content: z.object({
    Simple: z.object({
      Subject: content,
      Body: z
        .object({ Text: z.optional(content), Html: z.optional(content) })
        .refine(({ Text, Html }) => Text !== undefined || Html !== undefined, 'no body'),
      Headers: z.optional(z.array(header).max(15)),
    }),
  }),
});

/** SES: a mail that it would take stands in the outbox. */
export function mailCalls({ clock, outbox }: { clock: Clock; outbox: Outbox }): AwsCalls {
  return [
    [
      'POST /v2/email/outbound-emails',
      (input) => {
        const { Destination, Content } = readInput(sendEmail, input, 'BadRequestException');
        const { Subject, Body } = Content.Simple;
        const MessageId = `${randomUUID()}-000000`;
        outbox.take(MessageId, {
          channel: 'email',
          to: recipients(Destination).join(', '),
          subject: Subject.Data,
          body: Body.Text?.Data ?? Body.Html?.Data ?? '',
          time: new Date(clock.now()).toISOString(),
          request: input,
        });
        return { MessageId };
      },
    ],
  ];
}

function recipients(to: {
  ToAddresses: readonly string[];
  CcAddresses: readonly string[];
  BccAddresses: readonly string[];
}): readonly string[] {
  return [...to.ToAddresses, ...to.CcAddresses, ...to.BccAddresses];
}
