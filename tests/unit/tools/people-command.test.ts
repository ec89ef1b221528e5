import { describe, expect, it } from 'vitest';
import { parsePeopleCommand } from '../../../tools/people/command.ts';

describe('/walker people', () => {
  it.each([
    ['', { action: 'list' }],
    ['list', { action: 'list' }],
    [
      'add Ann Lee +49(151)1234-5678 analyst',
      { action: 'add', name: 'Ann Lee', number: '+4915112345678', role: 'analyst' },
    ],
    [
      'add Ann whatsapp:+4915112345678',
      { action: 'add', name: 'Ann', number: '+4915112345678', role: 'viewer' },
    ],
    ['role Ann Lee admin', { action: 'set_role', who: 'Ann Lee', role: 'admin' }],
    ['role <@U123|ann> approver', { action: 'set_role', who: 'U123', role: 'approver' }],
    ['remove @U123', { action: 'remove', who: 'U123' }],
    ['default analyst', { action: 'default_role', role: 'analyst' }],
  ])('reads “%s”', (text, args) => {
    expect(parsePeopleCommand(text)).toEqual(args);
  });

  it.each(['who bought socks', 'list the biggest spenders', 'in Chicago'])(
    'leaves “%s” to be a question',
    (text) => {
      expect(parsePeopleCommand(text)).toBeNull();
    },
  );
});
