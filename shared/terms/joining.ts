import type { Program, Text } from '../program/program.ts';
import { section } from './markdown.ts';
import type { TermsWords } from './words.ts';

/** How one becomes a member, and what members are then told and shown. */
export function joiningAndHearing(
  program: Program,
  words: TermsWords,
  say: (text: Text) => string,
): string[] {
  return [section(words.joining, joining()), section(words.hearing, hearing())];

  function joining(): string[] {
    const { enrolment } = program;
    if (enrolment === undefined) return [words.joinsWithOrder()];
    const { consent, claimWithinDays } = enrolment;
    return [
      enrolment.joins === 'automatic'
        ? words.joinsWithOrder()
        : words.joinsByConsent(enrolment.ordersWaitDays),
      ...(claimWithinDays === undefined ? [] : [words.claims(claimWithinDays)]),
      ...(consent === undefined ? [] : [words.consent(consent.version, say(consent.text))]),
    ];
  }

  function hearing(): string[] {
    const { statusNote, contact, calendar, leaderboard } = program;
    const degree = contact?.personalisedUnlessChosen;
    return [
      ...(statusNote === undefined ? [] : [words.statusNote(statusNote.day, statusNote.channels)]),
      ...(contact === undefined ? [] : [words.promotions(contact.promotionsADay)]),
      ...(calendar === undefined ? [] : [words.offers(calendar.offersAWeek)]),
      ...(degree === undefined ? [] : [words.slider(degree)]),
      ...(leaderboard === undefined
        ? []
        : [words.leaderboard(leaderboard.by, leaderboard.window, leaderboard.places)]),
    ];
  }
}
