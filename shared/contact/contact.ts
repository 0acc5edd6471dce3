/** How somebody can be reached, as a shop has it. None of it leaves the ingress unsealed. */
export interface Contact {
  readonly email?: string;
  /** In international form, `+4915112345678`. */
  readonly phone?: string;
  readonly name?: string;
  /** A BCP 47 tag of language, script and region, such as `zh-Hant-TW`. */
  readonly language?: string;
}

/** The fields of a contact, in the order in which they are always written. */
export const contactFields = ['email', 'phone', 'name', 'language'] as const;

export type ContactField = (typeof contactFields)[number];

/** A contact as a body has it: whatever stands in these places. */
export type ContactAsTold = { readonly [Field in ContactField]?: unknown };

/** What can be used of a contact, and which of its fields cannot. */
export interface ReadContact {
  readonly contact: Contact;
  readonly unfit: readonly ContactField[];
}

/**
 * Reads a contact, each field by itself: one that does not fit is left out and named, for it is no
 * reason to lose the rest. Nothing, `null` and blanks are no field at all.
 */
export function readContact(told: ContactAsTold): ReadContact {
  const contact: { -readonly [Field in ContactField]?: string } = {};
  const unfit: ContactField[] = [];
  for (const field of contactFields) {
    const given = told[field];
    if (given === undefined || given === null) continue;
    if (typeof given === 'string' && given.trim() === '') continue;
    const read = typeof given === 'string' ? readers[field](given.trim()) : undefined;
    if (read === undefined) unfit.push(field);
    else contact[field] = read;
  }
  return { contact, unfit };
}

/** The longest address that mail can be sent to, by RFC 5321 with its erratum 1690. */
const LONGEST_EMAIL = 254;

const LONGEST_NAME = 200;

/** Longer than any tag that people speak a language of. */
const LONGEST_TAG = 35;

const readers: { readonly [Field in ContactField]: (text: string) => string | undefined } = {
  email: (text) =>
    text.length <= LONGEST_EMAIL && /^[^@\s\p{C}]+@[^@\s\p{C}]+$/u.test(text) ? text : undefined,
  phone: readPhone,
  name: (text) => (text.length <= LONGEST_NAME && !/\p{Cc}|\p{Cs}/u.test(text) ? text : undefined),
  language: readLanguage,
};

/** How people write the parts of a number apart. */
const SEPARATORS = /[\s().\-\u2010-\u2015/]/g;

/** A number of ITU-T E.164; one that says no country could be anybody's. */
function readPhone(text: string): string | undefined {
  if (text.length > 40) return undefined;
  const bare = text.replaceAll(SEPARATORS, '').replace(/^00/, '+');
  return /^\+[1-9]\d{6,14}$/.test(bare) ? bare : undefined;
}

/** Extensions and private parts of a tag go: they could say anything. */
function readLanguage(text: string): string | undefined {
  if (text.length > LONGEST_TAG) return undefined;
  try {
    const { language, script, region } = new Intl.Locale(text.replaceAll('_', '-'));
    return [language, script, region].filter((part) => part !== undefined).join('-');
  } catch {
    return undefined;
  }
}
