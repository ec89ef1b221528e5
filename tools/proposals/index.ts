/** What the walker proposes: asking every capability, ranking, keeping, showing, deciding. */
import type { AnyTool } from '../define-tool.ts';
import { acceptSuggestion, type Runner } from './accept-tool.ts';
import { dismissSuggestion, snoozeSuggestion } from './decide-tools.ts';
import { suggestions } from './list-tool.ts';
import { showSuggestion } from './show-tool.ts';

/** The tools of proposals; `runner` runs the tool behind an accepted action. */
export function proposalTools(runner: Runner): readonly AnyTool[] {
  return [suggestions, showSuggestion, acceptSuggestion(runner), dismissSuggestion, snoozeSuggestion];
}
