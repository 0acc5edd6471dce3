import type { AwardCause } from '../../shared/domain/ledger/entry.ts';
import { type Instant, type Month, monthStart } from '../../shared/domain/time/time.ts';
import type { HttpRequest } from '../../shared/lambda/http.ts';
import { writeAmount } from '../../shared/messages/amount.ts';
import { namedCause } from '../../shared/messages/award-cause.ts';
import { writeDay } from '../../shared/messages/date.ts';
import type { Language } from '../../shared/messages/language.ts';
import { chooseLanguage, speak } from '../../shared/messages/languages.ts';
import type { Program, Text } from '../../shared/program/program.ts';

/** For whom a view is made: when it is asked for, and in which of the program's languages. */
export interface Viewing {
  readonly program: Program;
  readonly at: Instant;
  readonly language: string;
}

/** Whoever asks is answered as of then, in the language that the request wishes for. */
export function viewingOf(request: HttpRequest, program: Program): Viewing {
  const wanted = request.query.lang ?? request.header('accept-language');
  return {
    program,
    at: request.receivedAt,
    language: chooseLanguage(wanted, program.languages),
  };
}

export function iso(instant: Instant): string {
  return new Date(instant).toISOString();
}

/** The instant at which points of a month expire. */
export function monthEdge(month: Month, { program }: Viewing): string {
  return iso(monthStart(month, program.timeZone));
}

/** How a view is put into words: days, amounts and names as its reader knows them. */
export function wording({ program, language }: Viewing) {
  const name = (of: { readonly id: string; readonly name: Text } | undefined, id: string): string =>
    of?.name[language] ?? id;
  const words: Language = speak(language);
  return {
    words,
    day: (instant: Instant) => writeDay(instant, language, program.timeZone),
    expiryDay: (month: Month) =>
      writeDay(monthStart(month, program.timeZone), language, program.timeZone),
    amount: (minor: number, currency: string) => writeAmount(minor, currency, language),
    times: (multiplierBps: number) => String(multiplierBps / 10_000),
    tier: (id: string) =>
      name(
        program.tiers.find((tier) => tier.id === id),
        id,
      ),
    reward: (id: string) =>
      name(
        program.rewards.find((reward) => reward.id === id),
        id,
      ),
    cause: (cause: AwardCause) => namedCause(cause, program, language),
    campaign: (id: string) =>
      name(
        program.campaigns.find((campaign) => campaign.id === id),
        id,
      ),
  };
}

export type Wording = ReturnType<typeof wording>;
