-- What the buttons of a proposal do, whom it is about, and which capability said so when.
alter table suggestions
  -- [{"action_type": …, "fields": …, "label": …, "call": {"tool": …, "args": …}, "confirm": …}, …]
  add column actions       jsonb not null default '[]',
  add column people        integer not null default 0,
  add column urgent        boolean not null default false,
  -- The contribution that it came from: where that fails one morning, nothing is known of what it proposed.
  add column source        text not null default '',
  -- When it was last found to hold.
  add column still_true_at timestamptz;
