/**
 * The schema, one entry per version. An entry never changes once released: a new version is a new entry.
 *
 * Frames lie in **segments**: an unbroken run of frames of one key, as received, one after the other (a CBOR sequence, RFC 8742).
 * A history is read and written run by run, so one row per run makes both fast. `branch` is 0 for the first frame seen with a sequence
 * number, otherwise the first 6 bytes of the forking frame's digest. All times are ms since 1970 by the host's clock.
 *
 * The text is SQLite's; `translateSchema` makes PostgreSQL's of it: `id INTEGER PRIMARY KEY` is given by the database, every other
 * primary key by us.
 */
export const schemas: readonly string[] = [
  `
  CREATE TABLE places (
    id INTEGER PRIMARY KEY,
    region TEXT NOT NULL,
    name TEXT NOT NULL,
    UNIQUE (region, name)
  );
  CREATE TABLE makers (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    kid BLOB NOT NULL UNIQUE,
    public_key BLOB NOT NULL,
    trusted_at INTEGER NOT NULL
  );
  CREATE TABLE instruments (
    id INTEGER PRIMARY KEY,
    ueid BLOB NOT NULL UNIQUE,
    serial_number TEXT NOT NULL,
    maker TEXT NOT NULL,
    model TEXT NOT NULL,
    data TEXT NOT NULL,
    place INTEGER REFERENCES places (id),
    enrolled_at INTEGER NOT NULL
  );
  CREATE TABLE keys (
    id INTEGER PRIMARY KEY,
    instrument INTEGER NOT NULL REFERENCES instruments (id),
    kid BLOB NOT NULL UNIQUE,
    public_key BLOB NOT NULL,
    assurance INTEGER NOT NULL,
    certificate BLOB,
    maker INTEGER REFERENCES makers (id),
    enrolled_at INTEGER NOT NULL,
    retired_from INTEGER,
    revoked_from INTEGER,
    ended_at INTEGER,
    ended_why TEXT
  );
  CREATE INDEX keys_instrument ON keys (instrument);
  CREATE TABLE connections (
    id INTEGER PRIMARY KEY,
    link TEXT NOT NULL,
    connection INTEGER NOT NULL,
    source INTEGER NOT NULL,
    opened_at INTEGER NOT NULL,
    discarded INTEGER NOT NULL DEFAULT 0,
    discarded_bytes INTEGER NOT NULL DEFAULT 0,
    dropped INTEGER NOT NULL DEFAULT 0
  );
  CREATE TABLE segments (
    key INTEGER NOT NULL REFERENCES keys (id),
    first INTEGER NOT NULL,
    branch INTEGER NOT NULL,
    last INTEGER NOT NULL,
    covered_by INTEGER NOT NULL,
    connection INTEGER NOT NULL REFERENCES connections (id),
    earliest INTEGER NOT NULL,
    latest INTEGER NOT NULL,
    lengths BLOB NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (key, first, branch)
  ) WITHOUT ROWID;
  CREATE TABLE chains (
    key INTEGER PRIMARY KEY REFERENCES keys (id),
    highest INTEGER NOT NULL,
    level TEXT NOT NULL,
    last_received INTEGER NOT NULL,
    state TEXT NOT NULL
  );
  CREATE TABLE incidents (
    key INTEGER NOT NULL,
    code TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    digest BLOB NOT NULL,
    connection INTEGER NOT NULL,
    count INTEGER NOT NULL,
    first_at INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (key, code, sequence, digest)
  ) WITHOUT ROWID;
  CREATE TABLE refused (
    id INTEGER PRIMARY KEY,
    hash BLOB NOT NULL,
    code TEXT NOT NULL,
    detail TEXT NOT NULL,
    key INTEGER,
    connection INTEGER NOT NULL,
    count INTEGER NOT NULL,
    first_at INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    UNIQUE (hash, code)
  );
  CREATE INDEX refused_key ON refused (key, last_at);
  CREATE TABLE anchors (
    key INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    sent_at INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    nonce BLOB NOT NULL,
    PRIMARY KEY (key, sequence)
  ) WITHOUT ROWID;
  CREATE TABLE log_entries (
    key INTEGER NOT NULL,
    number INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (key, number)
  ) WITHOUT ROWID;
  CREATE TABLE log_heads (
    key INTEGER NOT NULL,
    length INTEGER NOT NULL,
    head BLOB NOT NULL,
    sequence INTEGER NOT NULL,
    verified_at INTEGER NOT NULL,
    PRIMARY KEY (key, length)
  ) WITHOUT ROWID;
  `,
  `
  CREATE TABLE records (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    subject TEXT,
    at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    hash BLOB NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (kind, id, version)
  );
  CREATE INDEX records_subject ON records (subject, kind, at);
  CREATE TABLE ledger (
    number INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    at INTEGER NOT NULL,
    hash BLOB NOT NULL,
    bytes BLOB NOT NULL
  );
  CREATE INDEX ledger_subject ON ledger (subject, number);
  CREATE INDEX ledger_kind ON ledger (kind, number);
  CREATE TABLE attachments (
    hash BLOB NOT NULL PRIMARY KEY,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    added_at INTEGER NOT NULL,
    bytes BLOB NOT NULL
  );
  CREATE TABLE estimates (
    instrument INTEGER PRIMARY KEY,
    type TEXT NOT NULL,
    batch TEXT NOT NULL,
    taken_until INTEGER NOT NULL,
    level TEXT NOT NULL,
    state BLOB NOT NULL
  );
  CREATE INDEX estimates_population ON estimates (type, batch);
  CREATE TABLE priors (
    version INTEGER PRIMARY KEY,
    made_at INTEGER NOT NULL,
    hash BLOB NOT NULL,
    data TEXT NOT NULL
  );
  CREATE TABLE revisions (
    name TEXT NOT NULL PRIMARY KEY,
    value INTEGER NOT NULL
  );
  INSERT INTO revisions (name, value) VALUES ('registry', 1);
  CREATE TABLE receipts (
    session TEXT NOT NULL,
    slot INTEGER NOT NULL,
    batch INTEGER NOT NULL,
    at INTEGER NOT NULL,
    outcomes TEXT NOT NULL,
    PRIMARY KEY (session, slot)
  );
  CREATE INDEX instruments_serial_number ON instruments (serial_number);
  CREATE TABLE cases (
    id TEXT NOT NULL PRIMARY KEY,
    instrument TEXT NOT NULL,
    region TEXT NOT NULL,
    authority TEXT NOT NULL,
    phase TEXT NOT NULL,
    open INTEGER NOT NULL,
    last INTEGER NOT NULL,
    opened_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    due_at INTEGER,
    result TEXT
  );
  CREATE UNIQUE INDEX cases_open ON cases (instrument) WHERE open = 1;
  CREATE INDEX cases_instrument ON cases (instrument);
  CREATE INDEX cases_due ON cases (open, due_at);
  CREATE INDEX cases_region ON cases (region, phase);
  `,
  // Estimates of an earlier form cannot be gone on from: they are made anew from the stored evidence.
  'DELETE FROM estimates;',
];
