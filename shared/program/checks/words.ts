import { amounts } from '../money.ts';
import { placesOf } from '../places.ts';
import { type ProgramRules, programSchema } from '../program.ts';
import { text } from '../text.ts';

/** What every document must say of languages, zone and currencies. */
export function faultyWords(program: ProgramRules): string[] {
  return [...missingTexts(program), ...zone(program), ...currencies(program)];
}

function missingTexts(program: ProgramRules): string[] {
  return placesOf(text, programSchema, program).flatMap(({ path, value }) =>
    program.languages
      .filter((language) => value[language] === undefined)
      .map((language) => `${path}.${language}: the text is missing; write it`),
  );
}

function zone({ timeZone }: ProgramRules): string[] {
  // The list of usual names is there at once; making a formatter loads a language first.
  if (Intl.supportedValuesOf('timeZone').includes(timeZone)) return [];
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return [];
  } catch {
    return [`timeZone: "${timeZone}" is not an IANA time zone such as Europe/Berlin`];
  }
}

function currencies(program: ProgramRules): string[] {
  const { baseCurrency, currencies: listed, redemption } = program;
  if (listed[baseCurrency] === undefined) {
    return [`currencies.${baseCurrency}: the base currency must be listed; say what it earns`];
  }
  const worthless =
    redemption.perPointMinor[baseCurrency] === undefined
      ? [`redemption.perPointMinor.${baseCurrency}: say what a point is worth in the base currency`]
      : [];
  return worthless.concat(
    placesOf(amounts, programSchema, program).flatMap(({ path, value }) =>
      Object.keys(value)
        .filter((currency) => listed[currency] === undefined)
        .map((currency) => `${path}.${currency}: is not among the currencies; list it there`),
    ),
  );
}
