import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { QUESTION_LIMITS } from '../../../agent/llm/settings.ts';
import { parseConfig } from '../../../bot/config.ts';

const KEY = { OPENAI_API_KEY: 'sk-1' };
const MODEL = { ...KEY, OPENAI_CHAT_MODEL: 'big' };

describe('the language model', () => {
  it.each([[{}], [KEY], [{ ...MODEL, WALKER_MODEL: 'off' }]])('is off with %j', (env) => {
    expect(parseConfig(env).model).toBeUndefined();
  });

  it('has limits and no prices unless told', () => {
    expect(parseConfig(MODEL).model).toMatchObject({
      models: { strong: 'big', fast: null },
      choice: 'auto',
      limits: QUESTION_LIMITS,
      prices: new Map(),
      stream: true,
    });
  });

  it('reads prices from JSON, or from a file of JSON or YAML', () => {
    const table = { big: { prompt: 2, completion: 8 }, small: { embedding: 0.1 } };
    const expected = new Map([['big', { prompt: 2, completion: 8 }]]);
    expect(parseConfig({ ...MODEL, MODEL_PRICES: JSON.stringify(table) }).model?.prices).toEqual(expected);
    const dir = mkdtempSync(join(tmpdir(), 'prices-'));
    const file = join(dir, 'prices.yml');
    writeFileSync(file, 'big:\n  prompt: 2\n  completion: 8\nsmall:\n  embedding: 0.1\n');
    expect(parseConfig({ ...MODEL, MODEL_PRICES: file }).model?.prices).toEqual(expected);
    rmSync(dir, { recursive: true });
  });

  it.each([
    [{ OPENAI_CHAT_MODEL: 'big' }, 'OPENAI_API_KEY'],
    [{ ...KEY, OPENAI_FAST_MODEL: 'small' }, 'OPENAI_CHAT_MODEL'],
    [{ ...MODEL, MODEL_PRICES: '/nowhere/prices.yml' }, 'MODEL_PRICES'],
    [{ ...MODEL, MODEL_PRICES: '{"big": {"prompt": -1}}' }, 'MODEL_PRICES'],
    [{ ...MODEL, MODEL_PRICES: '{"big": {"promt": 1}}' }, 'MODEL_PRICES'],
    [{ ...MODEL, WALKER_MODEL: 'best' }, 'WALKER_MODEL'],
    [{ ...MODEL, MODEL_MAX_STEPS: '0' }, 'MODEL_MAX_STEPS'],
  ])('says what is wrong with %j', (env, name) => {
    expect(() => parseConfig(env)).toThrow(name);
  });
});
