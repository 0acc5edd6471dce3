import {
  BadRequestException,
  MessageRejected,
  type SESv2Client,
  SendEmailCommand,
  type SendEmailCommandInput,
} from '@aws-sdk/client-sesv2';
import { emailBody } from './email-body.ts';
import { asCarryFault, type Carry, type Letter } from './letter.ts';

/** From whom e-mails come, and what SES makes known of them. */
export interface MailSender {
  /** An address, or a name and an address as `Bird House <hello@example.org>`. */
  readonly from: string;
  readonly configurationSet: string;
}

/** Carries e-mails by SES. */
export function byEmail(client: SESv2Client, sender: MailSender): Carry {
  return async (letter) => {
    try {
      await client.send(new SendEmailCommand(emailRequest(letter, sender)));
      return { ok: true };
    } catch (fault) {
      if (fault instanceof MessageRejected || fault instanceof BadRequestException) {
        return { ok: false, why: 'refused' };
      }
      throw asCarryFault(fault);
    }
  };
}

/**
 * What SES is asked. Promotions can be ended with one click, as RFC 8058 has it. The tags come back
 * with a bounce, so that nobody needs to read the address in it.
 */
export function emailRequest(letter: Letter, sender: MailSender): SendEmailCommandInput {
  const { to, toHash, member, topic, title, brand, isPromotion, endUrl } = letter;
  const { text, html } = emailBody(letter);
  const content = (Data: string) => ({ Data, Charset: 'UTF-8' });
  return {
    FromEmailAddress: sender.from,
    Destination: { ToAddresses: [to] },
    ...(brand.replyTo === undefined ? {} : { ReplyToAddresses: [brand.replyTo] }),
    Content: {
      Simple: {
        Subject: content(title),
        Body: { Text: content(text), Html: content(html) },
        ...(isPromotion ? { Headers: oneClick(endUrl) } : {}),
      },
    },
    ConfigurationSetName: sender.configurationSet,
    EmailTags: [
      { Name: 'member', Value: member },
      { Name: 'address', Value: toHash },
      // A tag's value has no dots.
      { Name: 'topic', Value: topic.replaceAll('.', '-') },
    ],
  };
}

function oneClick(url: string) {
  return [
    { Name: 'List-Unsubscribe', Value: `<${url}>` },
    { Name: 'List-Unsubscribe-Post', Value: 'List-Unsubscribe=One-Click' },
  ];
}
