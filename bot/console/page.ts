/** The page and what it is made of: plain files, served as they lie. */
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { type RequestHandler, Router } from 'express';

const publicDir = fileURLToPath(new URL('./public', import.meta.url));
const interDir = path.dirname(
  createRequire(import.meta.url).resolve('@expo-google-fonts/inter/package.json'),
);

/** The font of the charts, from the package that ships it. */
const FONTS: Readonly<Record<string, string>> = {
  'inter-400.ttf': '400Regular/Inter_400Regular.ttf',
  'inter-500.ttf': '500Medium/Inter_500Medium.ttf',
  'inter-600.ttf': '600SemiBold/Inter_600SemiBold.ttf',
  'inter-700.ttf': '700Bold/Inter_700Bold.ttf',
};
const A_WEEK = 'public, max-age=604800';

/** Style, scripts, icon and fonts, under `/console`. They hold nothing secret: the login page needs them too. */
export function assetRoutes(): Router {
  const routes = Router();
  routes.get('/fonts/:name', (request, response, next) => {
    const file = FONTS[request.params.name];
    if (!file) return next();
    response.set('Cache-Control', A_WEEK).sendFile(file, { root: interDir, cacheControl: false });
  });
  routes.use(
    express.static(publicDir, {
      index: false,
      // Asked for again each time (and mostly answered "not modified"), so that a new version shows at once.
      setHeaders: (response) => response.setHeader('Cache-Control', 'no-cache'),
    }),
  );
  return routes;
}

const serve =
  (file: string): RequestHandler =>
  (_request, response) =>
    response.sendFile(file, { root: publicDir, cacheControl: false });

export const servePage = serve('index.html');
export const serveOutbox = serve('outbox.html');
export const serveTrace = serve('trace.html');

/** Where a proposal is linked to (`cta_url`): the page, which asks for it. */
export const openProposal: RequestHandler<{ id: string }> = (request, response) =>
  response.redirect(303, `/?proposal=${encodeURIComponent(request.params.id)}`);
