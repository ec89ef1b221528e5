import { Command, Option } from 'commander';
import { ROLES, type Role, roleAllows } from '../../tools/roles.ts';
import type { App } from '../app.ts';
import type { MakeCommand } from './terminal.ts';
import { withApp } from './with-app.ts';

/** `walker mcp`: the read tools for an MCP client that starts this process, over standard input and output. */
export const mcpCommand: MakeCommand = ({ terminal, config }) =>
  new Command('mcp')
    .description('serve the read tools to an MCP client over standard input and output')
    .addOption(new Option('--role <role>', 'read with no more than this role').choices(ROLES))
    .action(async ({ role }: { role?: Role }) => {
      const stopped = new Promise<void>((resolve) => {
        terminal.onStop(resolve);
        terminal.stdin.once('end', resolve);
      });
      const { serveStdio } = await import('../mcp/stdio.ts');
      await withApp(config(), (app) => serveStdio(app, () => operatorAs(app, role), stopped));
    });

/** Whoever sits at this machine, with no more than `role`. */
async function operatorAs(app: App, role: Role | undefined) {
  const identity = await app.identify(app.operator('cli'));
  if (!identity || role === undefined || !roleAllows(identity.actor.role, role)) return identity;
  return { ...identity, actor: { ...identity.actor, role } };
}
