import type { PersonalField } from '../../shared/contact/kept.ts';
import type { Personal } from '../../shared/contact/personal.ts';
import { type Instant, localDay } from '../../shared/domain/time/time.ts';
import { type HttpAnswer, problem } from '../../shared/lambda/http.ts';
import type { Program } from '../../shared/program/program.ts';
import type { Choices } from '../../shared/table/people/profile-item.ts';
import type { PreferencesChange } from './contract.ts';

const CHOICES = ['language', 'timeZone', 'promotionsADay', 'degree'] as const;
const CHOSEN = ['birthday', 'displayName'] as const;

/** Why a change cannot be made, whatever is known of the member; undefined where it can. */
export function nonsense(
  { language, birthday }: PreferencesChange,
  { languages, timeZone }: Program,
  at: Instant,
): HttpAnswer | undefined {
  if (typeof language === 'string' && !languages.includes(language)) {
    return unprocessable(`language: the program has ${languages.join(', ')}.`);
  }
  if (typeof birthday === 'string' && birthday > localDay(at, timeZone)) {
    return unprocessable('birthday: it is yet to come.');
  }
  return undefined;
}

/** Why something that is asked for may not be kept; undefined where all of it may. */
export function unkept(
  asked: PreferencesChange,
  kept: ReadonlySet<PersonalField>,
): HttpAnswer | undefined {
  const field = CHOSEN.find((name) => typeof asked[name] === 'string' && !kept.has(name));
  if (field === undefined) return undefined;
  const needed = { channel: 'in-app', purpose: NEEDED[field] };
  const detail = `${field}: it is kept only with consent to ${needed.purpose} on ${needed.channel}.`;
  return problem(409, 'Conflict', detail, { reason: 'needs-consent', ...needed });
}

const NEEDED = { birthday: 'membership', displayName: 'publication' } as const;

/** The choices with what is asked for: a value is taken, null takes one back. */
export function withChoices(before: Choices, asked: PreferencesChange): Choices {
  return withFields(before, asked, CHOICES);
}

/** The same of what says who somebody is. */
export function withChosen(before: Personal, asked: PreferencesChange): Personal {
  return withFields(before, asked, CHOSEN);
}

/** Without what is asked for: it stands with the member's own profile from now on. */
export function withoutChosen(before: Personal, asked: PreferencesChange): Personal {
  const taken = CHOSEN.filter((name) => asked[name] !== undefined);
  return withFields(before, Object.fromEntries(taken.map((name) => [name, null])), CHOSEN);
}

function withFields<Whole extends object>(
  before: Whole,
  asked: PreferencesChange,
  names: readonly (keyof PreferencesChange)[],
): Whole {
  const changed = names.filter((name) => asked[name] !== undefined);
  const all = { ...before, ...Object.fromEntries(changed.map((name) => [name, asked[name]])) };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null)) as Whole;
}

function unprocessable(detail: string): HttpAnswer {
  return problem(422, 'Unprocessable Content', detail);
}
