/** Customers with profiles, written straight into the tables. */
import { createHash } from 'node:crypto';
import type { TenantDb } from '../../../db/db.ts';
import type { Workspace } from '../../../tools/workspace.ts';

export interface Profiled {
  readonly id: string;
  readonly text: string;
  readonly interests?: readonly string[];
  readonly colors?: readonly string[];
  readonly spent?: number;
  readonly luxury?: boolean;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly email?: string;
  readonly emailConsent?: boolean;
  readonly country?: string;
}

const shares = (names: readonly string[]) =>
  names.map((name, place) => ({
    name,
    weight: (names.length - place) / ((names.length * (names.length + 1)) / 2),
  }));

/** Adds the customers with their profiles, as a refresh of the profiles would leave them. */
export async function addProfiles(tenant: TenantDb, people: readonly Profiled[]): Promise<void> {
  const id = tenant.tenantId;
  await tenant.write(async (tx) => {
    await tx.copyIn(
      'dim_customer',
      ['tenant_id', 'customer_id', 'first_name', 'last_name', 'email', 'email_consent', 'country'],
      people.map((person) => [
        id,
        person.id,
        person.firstName ?? null,
        person.lastName ?? null,
        person.email ?? null,
        person.emailConsent ?? null,
        person.country ?? null,
      ]),
    );
    await tx.copyIn(
      'customer_profiles',
      [
        'tenant_id',
        'customer_id',
        'profile_text',
        'text_hash',
        'interests',
        'colors',
        'top_interest',
        'total_spent',
        'likes_luxury',
      ],
      people.map(({ id: customer, text, interests = [], colors = [], spent = 0, luxury = false }) => [
        id,
        customer,
        text,
        createHash('sha256').update(text).digest(),
        JSON.stringify(shares(interests)),
        JSON.stringify(shares(colors)),
        interests[0] ?? null,
        spent,
        luxury,
      ]),
    );
  });
}

/** A workspace whose today is given. */
export function workspaceOf(tenantId: string, today = '2026-03-18'): Workspace {
  return {
    tenantId,
    name: 'Test',
    timezone: 'UTC',
    currency: 'USD',
    today,
    clockIsBehind: false,
    data: { from: '2025-01-01', to: today },
    isDemo: false,
    version: '1',
  };
}
