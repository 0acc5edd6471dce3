import { endConsent } from '../../shared/contact/end-consent.ts';
import { findMember } from '../../shared/contact/one-member.ts';
import { type Endable, readUnsubscribeToken } from '../../shared/identity/unsubscribe-token.ts';
import { answerAll } from '../../shared/lambda/api-route.ts';
import { type HttpAnswer, type HttpRequest, httpFunction } from '../../shared/lambda/http.ts';
import { chooseLanguage, speak } from '../../shared/messages/languages.ts';
import type { Program } from '../../shared/program/program.ts';
import type { Table } from '../../shared/table/table.ts';
import { page } from './page.ts';

export interface UnsubscribeDependencies {
  readonly table: Table;
  readonly program: Program;
  readonly memberKey: () => Promise<string>;
}

/** What a mail program posts, by RFC 8058, and what the page's own button does. */
const ONE_CLICK = { name: 'List-Unsubscribe', value: 'One-Click' };
const BUTTON = { name: 'end', value: 'yes' };

/**
 * The page behind the link that ends what a member is sent. To look at it ends nothing, for mail
 * programs and scanners follow links; to post to it does, at once and with no questions.
 */
export function unsubscribe({ table, program, memberKey }: UnsubscribeDependencies) {
  return httpFunction(
    answerAll({
      'GET /unsubscribe/{token}': async (request) => {
        const of = await endableOf(request);
        return of === undefined
          ? unknown(request)
          : shown(request, 200, (words) => words.asks(of.channel, of.purpose === 'all'), BUTTON);
      },

      'POST /unsubscribe/{token}': async (request) => {
        const of = await endableOf(request);
        const found = of && (await findMember(table, of.member));
        if (of === undefined || found === undefined) return unknown(request);
        const { channel, purpose } = of;
        const asks = (words: Words) => words.asks(channel, purpose === 'all');
        const form = new URLSearchParams(request.body.toString());
        const isOneClick = form.get(ONE_CLICK.name) === ONE_CLICK.value;
        if (!isOneClick && form.get(BUTTON.name) !== BUTTON.value) {
          return shown(request, 400, asks, BUTTON);
        }
        const isNews = await endConsent(table, found, {
          channel,
          purpose,
          at: request.receivedAt,
          method: isOneClick ? 'one-click' : 'unsubscribe-page',
          actor: 'member',
          source: 'unsubscribe-link',
        });
        request.log.info('a member wants no more messages', { channel, purpose, isNews });
        return shown(request, 200, (words) => words.done(channel, purpose === 'all'));
      },
    }),
  );

  async function endableOf({ path }: HttpRequest): Promise<Endable | undefined> {
    const { token = '' } = path;
    return token.length > 100 ? undefined : readUnsubscribeToken(await memberKey(), token);
  }

  function unknown(request: HttpRequest): HttpAnswer {
    return shown(request, 404, ({ unknown }) => unknown);
  }

  function shown(
    request: HttpRequest,
    status: number,
    says: (words: Words) => string,
    button?: typeof BUTTON,
  ): HttpAnswer {
    const language = chooseLanguage(request.header('accept-language'), program.languages);
    const words = speak(language).tell.ending;
    const { brand } = program.contact ?? {};
    return page(status, {
      language,
      title: brand === undefined ? words.title : `${brand.name}: ${words.title}`,
      line: says(words),
      ...(button === undefined ? {} : { button: { ...button, label: words.yes } }),
    });
  }
}

type Words = ReturnType<typeof speak>['tell']['ending'];
