import { describe, expect, it } from 'vitest';
import { ConfigError, parseConfig, takesWebhooks } from '../../../bot/config.ts';

describe('parseConfig', () => {
  it('needs nothing: the embedded database, the console on this machine, no surface', () => {
    expect(parseConfig({})).toMatchObject({
      database: { kind: 'embedded', dataDir: 'data' },
      host: '127.0.0.1',
      port: 3000,
      timezone: 'UTC',
      workspace: 'main',
    });
    expect(parseConfig({}).slack).toBeUndefined();
    expect(parseConfig({}).whatsapp).toBeUndefined();
  });

  it('treats an empty setting as absent', () => {
    expect(parseConfig({ SLACK_BOT_TOKEN: '', PORT: ' ', DATABASE_URL: '' })).toMatchObject({ port: 3000 });
  });

  it('names every problem in one message', () => {
    const parse = () =>
      parseConfig({
        PORT: 'ninety',
        DATABASE_URL: 'mysql://x',
        WALKER_TIMEZONE: 'Mars/Olympus',
        SLACK_BOT_TOKEN: 'wrong',
        SLACK_SIGNING_SECRET: 's',
        CONSOLE_TOKEN: 'short',
      });
    expect(parse).toThrow(ConfigError);
    for (const name of ['PORT', 'DATABASE_URL', 'WALKER_TIMEZONE', 'SLACK_BOT_TOKEN', 'CONSOLE_TOKEN']) {
      expect(parse).toThrow(name);
    }
  });

  it.each([
    [{ PORT: 'ninety' }, 'PORT must be a number'],
    [{ PORT: '80.5' }, 'PORT must be a whole number'],
    [{ PORT: '99999' }, 'PORT must be at most 65535'],
    [{ MODEL_MAX_SECONDS: '0' }, 'MODEL_MAX_SECONDS must be more than 0'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be one of trace, debug, info, warn, error, silent'],
    [{ WALKER_MODEL: 'best' }, 'WALKER_MODEL must be one of auto, off, fast, strong'],
  ])('says what a setting may be: %o', (env, sentence) => {
    expect(() => parseConfig(env)).toThrow(sentence);
  });

  it.each([
    [{ SLACK_BOT_TOKEN: 'xoxb-1' }, 'SLACK_SIGNING_SECRET'],
    [{ SLACK_SIGNING_SECRET: 's' }, 'SLACK_BOT_TOKEN'],
    [{ TWILIO_ACCOUNT_SID: 'AC1', PUBLIC_URL: 'https://x.example' }, 'TWILIO_AUTH_TOKEN'],
    [
      { TWILIO_ACCOUNT_SID: 'AC1', TWILIO_AUTH_TOKEN: 't', TWILIO_WHATSAPP_FROM: 'whatsapp:+14155238886' },
      'PUBLIC_URL',
    ],
  ])('says what is missing when a surface is half configured: %o', (env, missing) => {
    expect(() => parseConfig(env)).toThrow(`${missing} is missing`);
  });

  it('turns Slack and WhatsApp on when they are whole', () => {
    const config = parseConfig({
      SLACK_BOT_TOKEN: 'xoxb-1',
      SLACK_APP_TOKEN: 'xapp-1',
      TWILIO_ACCOUNT_SID: 'AC1',
      TWILIO_AUTH_TOKEN: 't',
      TWILIO_WHATSAPP_FROM: 'whatsapp:+14155238886',
      PUBLIC_URL: 'https://walker.example/',
    });
    expect(config.slack).toMatchObject({ botToken: 'xoxb-1', appToken: 'xapp-1' });
    expect(config.whatsapp).toMatchObject({ publicUrl: 'https://walker.example' });
  });
});

describe('takesWebhooks', () => {
  const slack = { SLACK_BOT_TOKEN: 'xoxb-1' };
  it.each([
    [{}, false],
    [{ ...slack, SLACK_APP_TOKEN: 'xapp-1' }, false],
    [{ ...slack, SLACK_SIGNING_SECRET: 's' }, true],
    [{ PUBLIC_URL: 'https://walker.example' }, true],
  ])('with %o: %s', (env, expected) => {
    expect(takesWebhooks(parseConfig(env))).toBe(expected);
  });
});
