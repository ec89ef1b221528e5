import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterEach, expect, it } from 'vitest';
import { healthRouter } from '../../../bot/health.ts';
import type { Db } from '../../../db/db.ts';

let close = () => {};
afterEach(() => close());

async function ask(path: string, query: () => Promise<unknown>, isReady = true) {
  const db = { query } as unknown as Db;
  const server = createServer(
    express().use(
      healthRouter(
        db,
        () => isReady,
        () => new Date(0),
      ),
    ),
  );
  close = () => void server.close();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
  return [response.status, await response.json()];
}

it('is ready when the database answers', async () => {
  expect(await ask('/readyz', async () => ({}))).toEqual([200, { status: 'ready', database: 'ok' }]);
});

it('is ready while the database is busy with something long', async () => {
  const never = () => new Promise<never>(() => {});
  expect(await ask('/readyz', never)).toEqual([200, { status: 'ready', database: 'busy' }]);
});

it('is not ready without a database, before the start is done, or after the stop has begun', async () => {
  const gone = async () => Promise.reject(new Error('gone'));
  expect(await ask('/readyz', gone)).toEqual([503, { status: 'not ready', database: 'away' }]);
  expect((await ask('/readyz', async () => ({}), false))[0]).toBe(503);
});

it('is alive whatever the database does', async () => {
  expect(await ask('/healthz', async () => Promise.reject(new Error('gone')))).toEqual([
    200,
    { status: 'ok' },
  ]);
});
