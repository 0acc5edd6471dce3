import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Consent, consentOn, isGranted, latest } from '../../../shared/contact/consent.ts';
import { fieldsKept, keptOf } from '../../../shared/contact/kept.ts';

const said = (
  channel: Consent['channel'],
  purpose: Consent['purpose'],
  state: Consent['state'] = 'granted',
  at = 1,
): Consent => ({ channel, purpose, state, at, version: 'v1' });

const contact = {
  email: 'mara@example.org',
  phone: '+4915112345678',
  name: 'Mara Holz',
  language: 'de',
};

describe('what is kept', () => {
  test('of who joined by buying is what a message about their own needs', () => {
    expect(keptOf(contact, 'automatic', [])).toEqual({ email: contact.email, language: 'de' });
  });

  test('where joining needs consent is nothing before there is any', () => {
    expect(keptOf(contact, 'by-consent', [])).toEqual({});
    expect(keptOf(contact, 'by-consent', [said('email', 'all')])).toEqual({});
    const joined = [said('in-app', 'membership')];
    expect(keptOf(contact, 'by-consent', joined)).toEqual({
      email: contact.email,
      name: contact.name,
      language: 'de',
    });
    const left = [said('in-app', 'membership', 'withdrawn')];
    expect(keptOf(contact, 'by-consent', left)).toEqual({});
  });

  test('is a number while text messages are agreed to, or wait for their confirmation', () => {
    const phone = (...consents: Consent[]) => fieldsKept('automatic', consents).has('phone');
    expect(phone(said('sms', 'marketing', 'pending'))).toBe(true);
    expect(phone(said('sms', 'transactional'))).toBe(true);
    expect(phone(said('sms', 'transactional', 'withdrawn'))).toBe(false);
    expect(phone(said('sms', 'transactional'), said('sms', 'all', 'withdrawn'))).toBe(false);
    expect(phone(said('email', 'marketing'))).toBe(false);
  });

  test('is a birthday for members, and a shown name for who agreed to be shown', () => {
    const kept = (...consents: Consent[]) => [...fieldsKept('automatic', consents)].slice(2);
    expect(kept(said('in-app', 'membership'))).toEqual(['birthday', 'name']);
    expect(kept(said('in-app', 'publication'))).toEqual(['displayName']);
    expect(kept(said('email', 'marketing'))).toEqual(['name']);
    expect(kept(said('email', 'marketing', 'pending'))).toEqual([]);
  });
});

describe('what may be sent', () => {
  test('about one’s own by e-mail needs no consent of who joined by buying', () => {
    expect(consentOn('email', [], 'automatic')).toEqual({ service: true, promotion: false });
    expect(consentOn('email', [], 'by-consent')).toEqual({ service: false, promotion: false });
    expect(consentOn('sms', [], 'automatic')).toEqual({ service: false, promotion: false });
    expect(consentOn('in-app', [], 'by-consent')).toEqual({ service: true, promotion: false });
  });

  test('by marketing consent waits for its confirmation', () => {
    const pending = [said('sms', 'marketing', 'pending')];
    expect(consentOn('sms', pending, 'automatic').promotion).toBe(false);
    const granted = [said('sms', 'marketing')];
    expect(consentOn('sms', granted, 'automatic')).toEqual({ service: true, promotion: true });
  });

  test('is nothing on a channel that was switched off, whatever was agreed to', () => {
    const consents = [
      said('email', 'transactional'),
      said('email', 'marketing'),
      said('email', 'all', 'withdrawn'),
    ];
    expect(consentOn('email', consents, 'automatic')).toEqual({ service: false, promotion: false });
    expect(isGranted(consents, 'email', 'marketing')).toBe(false);
  });
});

test('what was said last counts, in whatever order it is read; at one instant the no', () => {
  const states = fc.constantFrom<Consent['state']>('granted', 'pending', 'withdrawn');
  const consents = fc.array(
    fc.tuple(fc.constantFrom<Consent['purpose']>('transactional', 'marketing'), states, fc.nat(5)),
  );
  fc.assert(
    fc.property(consents, (all) => {
      const heard = all.map(([purpose, state, at]) => said('email', purpose, state, at));
      for (const { purpose, state, at } of latest(heard.slice(1), heard.slice(0, 1))) {
        const others = heard.filter((other) => other.purpose === purpose);
        expect(at).toBe(Math.max(...others.map((other) => other.at)));
        const isRefused = others.some((other) => other.at === at && other.state === 'withdrawn');
        expect(state === 'withdrawn').toBe(isRefused);
      }
    }),
  );
});
