import type { Program } from '../shared/program/program.ts';
import type { Senders } from './constructs/member-messages.ts';
import { LOCAL, type Stage } from './stages.ts';

/** From whom messages come on one machine, where none leaves it. */
const ON_ONE_MACHINE: Required<Senders> = {
  mail: 'Perch <messages@perch.test>',
  texts: 'arn:aws:sms-voice:local:000000000000:sender-id/PERCH/DE',
};

/** The senders of a stage, from the settings of its synthesis. */
export function sendersOf(
  stage: Stage,
  said: { readonly mail: string | undefined; readonly texts: string | undefined },
): Senders {
  const { mail, texts } = stage.name === LOCAL ? { ...ON_ONE_MACHINE, ...defined(said) } : said;
  return defined({ mail, texts });
}

/** What is left out or wanting, each under an id by which it can be acknowledged. */
export function warningsOfSenders(
  { mail, texts }: Senders,
  { contact }: Program,
): readonly (readonly [id: string, warning: string])[] {
  return [
    ...(mail === undefined
      ? ([
          ['perch:no-mail', 'No e-mails are sent: name a sender with -c sender=<address>.'],
        ] as const)
      : []),
    ...(texts === undefined
      ? ([
          ['perch:no-texts', 'No text messages are sent: name an origin with -c smsOrigin=<ARN>.'],
        ] as const)
      : []),
    ...(mail !== undefined && contact?.brand?.postalAddress === undefined
      ? ([
          [
            'perch:no-postal-address',
            'Many laws want a postal address in e-mails that promote: set contact.brand.postalAddress.',
          ],
        ] as const)
      : []),
  ];
}

function defined<Values extends Readonly<Record<string, string | undefined>>>(values: Values) {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Values]?: string;
  };
}
