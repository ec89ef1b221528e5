import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterEach, expect, it } from 'vitest';
import { nothingHere, onFault } from '../../../bot/last-resort.ts';

let close = () => {};
afterEach(() => close());

/** A server whose one route fails as told, and what it logged. */
async function serverThatFails(failure: unknown) {
  const logged: object[] = [];
  const log = {
    info: () => {},
    warn: () => {},
    error: (fields: object) => logged.push(fields),
    debug: () => {},
  };
  const web = express();
  web.get('/fails', () => {
    throw failure;
  });
  web.use(
    nothingHere,
    onFault(log, () => 'e-1'),
  );
  const server = createServer(web).listen(0, '127.0.0.1');
  close = () => server.close();
  await new Promise((resolve) => server.once('listening', resolve));
  const get = async (path: string) => {
    const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      text: await response.text(),
    };
  };
  return { get, logged };
}

it('says in a line of text that there is nothing', async () => {
  const { get } = await serverThatFails(new Error('unused'));
  expect(await get('/nowhere')).toEqual({
    status: 404,
    type: 'text/plain; charset=utf-8',
    text: 'There is nothing here.\n',
  });
});

it('answers a fault with its id, and logs the cause under the same id', async () => {
  const cause = new Error('the disk is full at /var/data');
  const { get, logged } = await serverThatFails(cause);
  const { status, text } = await get('/fails');
  expect(status).toBe(500);
  expect(text).toBe('Something went wrong on our side (e-1).\n');
  expect(logged).toEqual([{ err: cause, errorId: 'e-1' }]);
});

it('keeps the status of a request that cannot be read', async () => {
  const { get, logged } = await serverThatFails(Object.assign(new Error('bad JSON'), { status: 400 }));
  expect(await get('/fails')).toMatchObject({ status: 400, text: 'The request could not be read.\n' });
  expect(logged).toEqual([]);
});
