/** Kinds of settings that several files read, with what is said where one does not fit. */
import { z } from 'zod';

export const url = z.url({
  protocol: /^https?$/,
  error: 'must be an address such as https://walker.example.com',
});

export const number = z.coerce.number({ error: 'must be a number' });
