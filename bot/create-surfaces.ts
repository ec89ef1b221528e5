/** The surfaces that are configured. Their libraries are loaded only here, and only where they are on. */
import { renderChart } from '../cards/charts/render.ts';
import type { App } from './app.ts';
import type { Surface } from './surface.ts';

/** What speaks without being asked: the chats and e-mail. Not started. */
export async function createOutboundSurfaces({ config, handlers, log, now, db }: App): Promise<Surface[]> {
  const surfaces: Surface[] = [];
  if (config.slack) {
    const { createSlackSurface } = await import('./slack/index.ts');
    surfaces.push(createSlackSurface({ config: config.slack, handlers, log, renderChart, now }));
  }
  if (config.whatsapp) {
    const { createWhatsAppSurface } = await import('./whatsapp/index.ts');
    const { briefContentSid } = config.outreach;
    surfaces.push(
      createWhatsAppSurface({
        config: config.whatsapp,
        briefContentSid,
        handlers,
        log,
        renderChart,
        now,
        db,
      }),
    );
  }
  if (config.outreach.email) {
    const { createEmailSurface } = await import('./email/index.ts');
    const { email } = config.outreach;
    const publicUrl = config.publicUrl ?? null;
    surfaces.push(await createEmailSurface({ config: email, publicUrl, handlers, db, now }));
  }
  return surfaces;
}
