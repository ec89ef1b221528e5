/** What a model must know of tools besides their schemas. */
import { TABLES } from '../../tools/guarded-sql/vocabulary.ts';

/** Of every tool that takes one: told with the task, since queries take one too. */
export const GATE = `A gate is a condition over customers. Bought something with “runner” in its name, but nothing in the last 90 days: {"kind":"all","of":[{"kind":"did","action":"purchase","targets":[{"of":"product","op":"contains","values":["runner"]}]},{"kind":"not","gate":{"kind":"milestone","of":"last_order","within":{"kind":"last","count":90,"unit":"day"}}}]}. action: purchase, returned, view, add_to_cart, checkout, any (every event), or another event type. measure: how often or for how much, such as {"of":"orders","op":">=","value":3}. trait: what they are: {"kind":"trait","trait":"segment","op":"in","values":["At Risk"]}, {"kind":"trait","trait":"churn_probability","op":">=","value":0.5}.`;

/** ' …', told when the tool is opened. */
export const guideTo = (name: string): string => (name === 'run_sql' ? ` ${tables()}` : '');

/** Tables, and what of them is easily taken for something else. */
function tables(): string {
  const named = Object.entries(TABLES).map(([table, columns]) => `${table}(${columns.join(', ')})`);
  return `Tables: ${named.join('; ')}.
fct_sales has a row for each product of an order; transaction_id is the order, and returns have a negative quantity. Revenue is sum(total_amount). customer_scores and segment_membership are as of today; segment_membership.user_id is a customer_id. Give every column a telling name, and aggregate: at most a few dozen rows can be read.`;
}
