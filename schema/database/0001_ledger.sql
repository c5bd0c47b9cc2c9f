-- The ledger is the only truth. These files, applied in order, make it and what lies beside it; the tables that are
-- computed from it stand in projections.sql.

CREATE TABLE ledger (
  position INTEGER PRIMARY KEY,             -- order in which this study took the entries in, from 1
  id       TEXT NOT NULL UNIQUE,            -- UUIDv7
  author   TEXT NOT NULL,
  device   TEXT NOT NULL,
  sequence INTEGER NOT NULL,                -- place in the chain of this author on this device
  kind     TEXT NOT NULL,
  subject  TEXT,                            -- what it is about, when it is one thing
  at_ms    INTEGER NOT NULL,                -- UTC, milliseconds since 1970
  hash     TEXT NOT NULL,                   -- SHA-256 of text
  text     TEXT NOT NULL,                   -- canonical JSON (RFC 8785) of entry and signature
  UNIQUE (author, device, sequence)
) STRICT;
CREATE INDEX ledger_by_subject ON ledger (subject);
CREATE TRIGGER ledger_is_never_changed BEFORE UPDATE ON ledger
  BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_is_never_shortened BEFORE DELETE ON ledger
  BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

-- Beside the ledger

-- Work in progress, readable by its author alone; the sealed body carries its own undo history.
CREATE TABLE draft (
  photograph TEXT NOT NULL,
  person     TEXT NOT NULL,
  kind       TEXT NOT NULL CHECK (kind IN ('annotation', 'review')),
  sealed     TEXT NOT NULL,                 -- JSON: nonce and ciphertext
  saved_ms   INTEGER NOT NULL,
  PRIMARY KEY (photograph, person, kind)
) STRICT;

-- Files that an import refused; for the coordinator.
CREATE TABLE refusal (
  id        INTEGER PRIMARY KEY,
  file_name TEXT NOT NULL,
  reason    TEXT NOT NULL,                  -- a code; the sentence is the screen's
  at_ms     INTEGER NOT NULL
) STRICT;
