import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readContact } from '../../../shared/contact/contact.ts';

const emailOf = (email: unknown) => readContact({ email });

describe('an e-mail address', () => {
  test.each(['mara@example.org', ' mara+shop@mail.example.org ', 'ma.ra@münchen.example'])(
    '%j is kept without the blanks around it',
    (email) => {
      expect(emailOf(email)).toEqual({ contact: { email: email.trim() }, unfit: [] });
    },
  );

  test.each([
    'mara',
    'a@b@c',
    '@example.org',
    'mara@',
    'ma ra@example.org',
    'mara@example.org\u0000',
    'mara@exam\nple.org',
    'mara\u200b@example.org',
    `${'x'.repeat(250)}@a.org`,
    'x'.repeat(10_000),
    17,
    {},
  ])('%j is left out and named', (email) => {
    expect(emailOf(email)).toEqual({ contact: {}, unfit: ['email'] });
  });

  test('may have 254 characters and no more', () => {
    const email = (length: number) => `${'x'.repeat(length - 10)}@sight.org`;
    expect(emailOf(email(254)).unfit).toEqual([]);
    expect(emailOf(email(255)).unfit).toEqual(['email']);
  });
});

describe('a telephone number', () => {
  test.each([
    ['+49 151 1234-5678', '+4915112345678'],
    ['+1 (212) 555.0100', '+12125550100'],
    ['0044 20 7946 0018', '+442079460018'],
    ['+49 30/901820', '+4930901820'],
  ])('%j is %s', (written, phone) => {
    expect(readContact({ phone: written })).toEqual({ contact: { phone }, unfit: [] });
  });

  test.each(['0151 12345678', '+0 151 12345678', '+49', '+49 call me', '+1234567890123456'])(
    '%j could be anybody’s, and is left out',
    (phone) => {
      expect(readContact({ phone })).toEqual({ contact: {}, unfit: ['phone'] });
    },
  );
});

test('a name of more than 200 characters or of several lines is left out, any other stays', () => {
  expect(readContact({ name: ' Mara 霍尔茨 ' }).contact).toEqual({ name: 'Mara 霍尔茨' });
  for (const name of ['x'.repeat(201), 'Mara\nHolz', 'Mara\u0007', 'x\ud800']) {
    expect(readContact({ name })).toEqual({ contact: {}, unfit: ['name'] });
  }
});

test.each([
  ['de', 'de'],
  ['de_DE', 'de-DE'],
  ['zh-hant-tw', 'zh-Hant-TW'],
  ['en-GB-x-mara', 'en-GB'],
  ['de-u-co-phonebk', 'de'],
])('of the language %s no more than %s is kept', (language, kept) => {
  expect(readContact({ language })).toEqual({ contact: { language: kept }, unfit: [] });
});

test.each(['', 'd', 'no language', 'x'.repeat(40)])('%j is no language', (language) => {
  expect(readContact({ language }).contact).toEqual({});
});

test('what is not said is neither kept nor named', () => {
  expect(readContact({ email: null, phone: '', name: '  ' })).toEqual({ contact: {}, unfit: [] });
});

test('one field that does not fit takes nothing from the others', () => {
  expect(readContact({ email: 'x'.repeat(10_000), phone: '+4915112345678', name: 7 })).toEqual({
    contact: { phone: '+4915112345678' },
    unfit: ['email', 'name'],
  });
});

test('whatever is told, what is read is read again as the same', () => {
  const said = fc.oneof(
    fc.string(),
    fc.constantFrom(' a@b.c ', '+49 151 12345678', 'de_DE', 'EN-us-x-a', 'a\u0000b', 'x\ud800'),
    fc.jsonValue(),
  );
  fc.assert(
    fc.property(fc.record({ email: said, phone: said, name: said, language: said }), (told) => {
      const { contact } = readContact(told);
      expect(readContact(contact)).toEqual({ contact, unfit: [] });
    }),
  );
});
