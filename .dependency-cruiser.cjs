/**
 * The edges of the house (docs/architecture.md): which room may import which.
 * tests/unit/edges.test.ts proves that each rule can fail.
 */
const rooms = ['bot', 'handlers', 'agent', 'tools', 'cards', 'statistics', 'jobs', 'db'];

/** What each room may import besides itself. */
const mayImport = {
  bot: ['handlers', 'agent', 'tools', 'cards', 'statistics', 'jobs', 'db'],
  handlers: ['agent', 'tools', 'cards', 'db'],
  jobs: ['tools', 'cards', 'db'],
  agent: ['tools', 'cards', 'db'],
  tools: ['db', 'statistics', 'cards'],
  cards: [],
  statistics: [],
  db: [],
};

const edges = rooms.map((room) => ({
  name: `edge-${room}`,
  comment: `${room} may import only: ${[room, ...mayImport[room]].join(', ')}`,
  severity: 'error',
  from: { path: `^${room}/` },
  to: {
    path: `^(${rooms.filter((other) => other !== room && !mayImport[room].includes(other)).join('|') || '$none'})/`,
  },
}));

const only = (name, where, packages) => ({
  name,
  comment: `only ${where} imports ${packages}`,
  severity: 'error',
  from: { path: `^(${rooms.join('|')})/`, pathNot: `^${where}/` },
  to: { path: `node_modules/(${packages})/` },
});

module.exports = {
  forbidden: [
    ...edges,
    {
      name: 'tool-inside-tool',
      comment:
        "a tool never imports another tool's inside; what several need is in periods, audience, impact and messages, which hold no tool",
      severity: 'error',
      from: { path: '^tools/([^/]+)/' },
      to: { path: '^tools/[^/]+/', pathNot: '^tools/($1|periods|audience|impact|messages)/' },
    },
    only('bolt-only-in-slack', 'bot/slack', '@slack'),
    only('mail-only-in-email', 'bot/email', 'nodemailer|@sendgrid'),
    only('twilio-only-in-whatsapp', 'bot/whatsapp', 'twilio'),
    only('telemetry-only-in-telemetry', 'bot/telemetry', '@opentelemetry|prom-client'),
    only('langchain-only-in-llm', 'agent/llm', 'langchain|@langchain'),
    only('mcp-only-in-mcp', 'bot/mcp', '@modelcontextprotocol'),
    only('aws4fetch-only-in-object-store', 'jobs/deliver-proposals/object-store', 'aws4fetch'),
    only('pg-only-in-db', 'db', 'pg|pg-copy-streams|@electric-sql'),
    {
      name: 'no-cycles',
      comment: 'data flows one way',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'pure-rooms',
      comment: 'statistics is pure: no I/O',
      severity: 'error',
      from: { path: '^statistics/' },
      to: { dependencyTypes: ['core'] },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^bot/console/public/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
