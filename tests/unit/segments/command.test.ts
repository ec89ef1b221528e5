import { describe, expect, it } from 'vitest';
import { parseCommand } from '../../../handlers/command.ts';
import { createRegistry } from '../../../tools/registry.ts';
import { parseSegments, routeSegments } from '../../../tools/segments/command.ts';
import { segmentTools } from '../../../tools/segments/index.ts';

describe('/walker segments', () => {
  it('alone, or with a kind, lists', () => {
    expect(parseSegments('')).toEqual({});
    expect(parseSegments('KMeans')).toEqual({ method: 'kmeans' });
  });

  it.each([
    ['show At Risk', { tool: 'show_segment', args: { segment: 'At Risk' } }],
    ['members Champions', { tool: 'segment_members', args: { segment: 'Champions' } }],
    ['moves', { tool: 'segment_moves', args: {} }],
    ['moves Lost', { tool: 'segment_moves', args: { segment: 'Lost' } }],
    ['makeup Lost', { tool: 'segment_makeup', args: { segment: 'Lost' } }],
    ['download Lost', { tool: 'download_segment', args: { segment: 'Lost' } }],
    [
      'save VIPs: C1, C2 C3',
      { tool: 'save_segment', args: { name: 'VIPs', customer_ids: ['C1', 'C2', 'C3'] } },
    ],
    ['save VIPs', { tool: 'save_segment', args: { name: 'VIPs' } }],
    [
      'rename Road to Rome to Roman',
      { tool: 'rename_segment', args: { segment: 'Road to Rome', name: 'Roman' } },
    ],
    ['delete VIPs', { tool: 'delete_segment', args: { segment: 'VIPs' } }],
    ['recluster', { tool: 'resegment', args: { method: 'kmeans' } }],
    ['recluster 6', { tool: 'resegment', args: { method: 'kmeans', k: '6' } }],
    ['scheme ten', { tool: 'resegment', args: { method: 'rfm', scheme: 'ten' } }],
    ['outliers find', { tool: 'resegment', args: { method: 'outliers' } }],
  ])('%s is a tool of its own', (words, call) => {
    expect(routeSegments(words)).toEqual(call);
  });

  it('reaches the tools of its sub-commands, lists by itself, and is a question otherwise', () => {
    const registry = createRegistry(
      segmentTools(async () => ({ kind: 'empty', because: 'Nobody likes it.' })),
    );
    expect(parseCommand('segments show At Risk', registry)).toMatchObject({
      kind: 'call',
      call: { tool: 'show_segment', args: { segment: 'At Risk' } },
    });
    expect(parseCommand('segments', registry)).toMatchObject({
      kind: 'call',
      call: { tool: 'segments', args: {} },
    });
    expect(parseCommand('segments that grow', registry)).toEqual({
      kind: 'ask',
      question: 'segments that grow',
      usage: expect.stringContaining('/walker segments [show <name>'),
    });
  });

  it('leaves questions to the agent', () => {
    for (const words of ['by revenue', 'that are growing', 'show', 'rename x']) {
      expect(routeSegments(words)).toBeNull();
      expect(parseSegments(words)).toBeNull();
    }
  });
});
