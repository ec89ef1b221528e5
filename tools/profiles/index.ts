/** Who each customer is, in words and numbers. Read `customer_profiles`; only this room writes it. */
export { refreshProfiles } from './refresh-profiles.ts';
