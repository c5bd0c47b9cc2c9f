-- Readers per photograph, 2 to 5.
ALTER TABLE study ADD COLUMN readers INTEGER NOT NULL DEFAULT 2;

-- A signed review that was opened again has a higher revision and a reason.
ALTER TABLE review ADD COLUMN revision INTEGER NOT NULL DEFAULT 1;
ALTER TABLE review ADD COLUMN reason TEXT;

-- Projection: what a senior asks a physician about his or her own reading.
CREATE TABLE query (
  id         TEXT PRIMARY KEY,
  photograph TEXT NOT NULL REFERENCES photograph (id),
  reader     TEXT NOT NULL REFERENCES person (id),
  asker      TEXT NOT NULL REFERENCES person (id),
  field      TEXT NOT NULL,                 -- of the reader's annotation: 'regions', 'lesion/1/attribute.colour'
  slot       TEXT NOT NULL,                 -- of the comparison, where it was asked
  text       TEXT NOT NULL,
  answer     TEXT,
  closed     INTEGER NOT NULL DEFAULT 0 CHECK (closed IN (0, 1)),
  at_ms      INTEGER NOT NULL
) STRICT;
CREATE INDEX query_by_photograph ON query (photograph);

-- Projection: reviewed photographs that another senior annotates afresh.
CREATE TABLE audit (
  photograph TEXT PRIMARY KEY REFERENCES photograph (id),
  auditor    TEXT NOT NULL REFERENCES person (id),
  annotation TEXT                           -- JSON; none while it is not read
) STRICT;

-- Beside the ledger: which senior has a photograph open, so that no other begins it meanwhile.
CREATE TABLE reservation (
  photograph TEXT PRIMARY KEY,
  person     TEXT NOT NULL,
  until_ms   INTEGER NOT NULL
) STRICT;
