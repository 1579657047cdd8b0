import { describe, expect, test, vi } from 'vitest';
import { inLanguagesOf, ProblemError, problemTypes } from '../../../shared/contracts/errors.ts';
import { previewReturn } from '../../../shared/contracts/intake.ts';
import { listReturns } from '../../../shared/contracts/tracking.ts';
import { acceptedLocales } from '../../../shared/notifications/language.ts';
import { logger } from '../../../shared/runtime/logger.ts';
import { good, send } from './requests.ts';

vi.spyOn(logger, 'info').mockImplementation(() => {});
vi.spyOn(logger, 'error').mockImplementation(() => {});

const german = 'Bitte füllen Sie dies aus.';
const english = 'Please fill this in.';
const bad = { ...good, orderNumber: '' };
const accept = (value: string) => ({ 'accept-language': value });

describe('what is wrong is told in the language', () => {
  test.each<[string, Parameters<typeof send>[1], string]>([
    ['of the body', { body: { ...bad, locale: 'de' } }, german],
    [
      'of the body, before what the client accepts',
      { body: { ...bad, locale: 'de-AT' }, headers: accept('en') },
      german,
    ],
    ['the client accepts', { body: bad, headers: accept('de-DE,de;q=0.9,en;q=0.8') }, german],
    ['the client accepts best of those there are', { body: bad, headers: accept('fr, en;q=0.4, de;q=0.6') }, german],
    [
      'that is left when the body names one without texts',
      { body: { ...bad, locale: 'fr' }, headers: accept('de') },
      german,
    ],
    ['English, when nobody says any', { body: bad }, english],
    ['English, when what is said makes no sense', { body: { ...bad, locale: 7 }, headers: accept(';;q=,*') }, english],
  ])('%s', async (_, sent, sentence) => {
    const { answer, headers } = await send(previewReturn, sent);
    const language = sentence === german ? 'de' : 'en';
    expect(answer.errors?.[0]).toEqual({ pointer: '/orderNumber', code: 'required', detail: sentence });
    expect(answer.title).toBe(problemTypes['invalid-request'].title[language]);
    expect(headers['content-language']).toBe(language);
  });

  test('of what it is about, for who names none', async () => {
    const refuse = () =>
      inLanguagesOf(['xx', 'de-CH'], () => {
        throw new ProblemError('not-returnable');
      });
    expect((await send(previewReturn, { body: good }, refuse)).answer.title).toBe(
      problemTypes['not-returnable'].title.de,
    );
    const inEnglish = await send(previewReturn, { body: good, headers: accept('en') }, refuse);
    expect(inEnglish.answer.title).toBe(problemTypes['not-returnable'].title.en);
  });

  test('of the brand, for who names none', async () => {
    const asked: string[] = [];
    const localeOf = async (brand: string) => {
      asked.push(brand);
      return 'de';
    };
    const answered = await send(listReturns, { query: { limit: '0' } }, undefined, { localeOf });
    expect(answered.answer.errors).toEqual([
      { pointer: '/query/limit', code: 'too_small', detail: 'Dies muss mindestens 1 sein.' },
    ]);
    await send(listReturns, { query: { limit: '0' }, headers: accept('en') }, undefined, { localeOf });
    await send(listReturns, {}, undefined, { localeOf });
    expect(asked).toEqual(['lumen']);
  });

  test('English, when the brand cannot be read', async () => {
    const localeOf = () => Promise.reject(new Error('no table'));
    const answered = await send(listReturns, { query: { limit: '0' } }, undefined, { localeOf });
    expect([answered.status, answered.headers['content-language']]).toEqual([400, 'en']);
  });
});

test.each([
  [undefined, []],
  ['', []],
  ['de', ['de']],
  ['en;q=0.1, de;q=0.9', ['de', 'en']],
  ['de;q=0, en', ['en']],
  ['de-DE;level=1;q=0.5 , *;q=0.1', ['de-DE']],
  [`${'x'.repeat(9)},de`, ['de']],
])('the header %j accepts %j', (header, locales) => {
  expect(acceptedLocales(header)).toEqual(locales);
});
