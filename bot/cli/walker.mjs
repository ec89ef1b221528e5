#!/usr/bin/env node
// The sources are TypeScript and run as they are: no build step, no stale output.
import { register } from 'tsx/esm/api';

register();
const { main } = await import('./main.ts');
await main(process.argv);
