-- A chain is one author on one device for one audience; entries of the earlier form have none ('').
CREATE TABLE ledger_by_audience (
  position INTEGER PRIMARY KEY,             -- the keeper's order, from 1
  id       TEXT NOT NULL UNIQUE,            -- UUIDv7
  author   TEXT NOT NULL,
  device   TEXT NOT NULL,                   -- by chance, one for each desk and copy of the study
  audience TEXT NOT NULL,                   -- 'all', 'reviewers', 'box:' and a person
  sequence INTEGER NOT NULL,                -- number in the chain, from 1
  kind     TEXT NOT NULL,
  subject  TEXT,                            -- what it is about, when it is one thing
  at_ms    INTEGER NOT NULL,                -- UTC, milliseconds since 1970, by the writer's clock
  hash     TEXT NOT NULL,                   -- SHA-256 of text
  text     TEXT NOT NULL,                   -- canonical JSON (RFC 8785) of entry and signature
  UNIQUE (author, device, audience, sequence)
) STRICT;
INSERT INTO ledger_by_audience
  SELECT position, id, author, device, '', sequence, kind, subject, at_ms, hash, text FROM ledger ORDER BY position;
DROP TABLE ledger;
ALTER TABLE ledger_by_audience RENAME TO ledger;
CREATE INDEX ledger_by_subject ON ledger (subject);
CREATE TRIGGER ledger_is_never_changed BEFORE UPDATE ON ledger
  BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_is_never_shortened BEFORE DELETE ON ledger
  BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

-- Beside the ledger: which device this copy of the study is; one row after the first entry written here.
CREATE TABLE this_device (
  device TEXT NOT NULL
) STRICT;
-- Keys with which people sign on this device, each readable by that person alone.
CREATE TABLE device_key (
  person  TEXT PRIMARY KEY,
  wrapped TEXT NOT NULL                     -- armoured age file for the person's key
) STRICT;
-- Entries from other desks that arrived before those that they continue.
CREATE TABLE early_entry (
  hash TEXT PRIMARY KEY,
  text TEXT NOT NULL
) STRICT;
-- Entries from other desks that do not count, and why; kept for the coordinator to decide.
CREATE TABLE quarantine (
  hash   TEXT PRIMARY KEY,                  -- of text
  reason TEXT NOT NULL,                     -- a code; the sentence is the screen's
  text   TEXT NOT NULL,
  at_ms  INTEGER NOT NULL
) STRICT;
