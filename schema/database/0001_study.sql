-- The ledger is the only truth; the tables under "Projections" can be dropped and rebuilt from it.

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

-- Projections

CREATE TABLE study (
  id         TEXT PRIMARY KEY,
  title      TEXT NOT NULL,
  language   TEXT NOT NULL CHECK (language IN ('en', 'zh')),
  vocabulary TEXT NOT NULL                  -- version that the study pins
) STRICT;

CREATE TABLE person (
  id          TEXT PRIMARY KEY,
  name        TEXT NOT NULL UNIQUE COLLATE NOCASE,
  profile     TEXT NOT NULL,                -- JSON: roles, grade, years, department
  joined      INTEGER NOT NULL CHECK (joined IN (0, 1)),
  signing_key TEXT NOT NULL,                -- Ed25519, hex
  sealing_key TEXT NOT NULL                 -- age recipient
) STRICT;

CREATE TABLE seal_grant (
  author  TEXT NOT NULL,
  grantee TEXT NOT NULL,                    -- a person, or 'recovery'
  wrapped TEXT NOT NULL,                    -- the author's sealing key as armoured age file
  PRIMARY KEY (author, grantee)
) STRICT;

CREATE TABLE photograph (
  id             TEXT PRIMARY KEY,
  content        TEXT NOT NULL,             -- SHA-256 of the stripped upright picture
  shown          TEXT NOT NULL,             -- the same, or the masked picture
  source         TEXT NOT NULL UNIQUE,      -- SHA-256 of the file as it came
  subject        TEXT NOT NULL,             -- pseudonym
  capture        TEXT NOT NULL,             -- JSON: visit, distance, age, sex, skin type, modality
  width_px       INTEGER NOT NULL,
  height_px      INTEGER NOT NULL,
  quality        TEXT NOT NULL,             -- JSON: sharpness, brightness, clipped
  state          TEXT NOT NULL CHECK (state IN ('imported', 'accepted', 'discarded')),
  discard_reason TEXT,
  masks          TEXT NOT NULL,             -- JSON
  position       INTEGER NOT NULL           -- order of import
) STRICT;
CREATE INDEX photograph_by_content ON photograph (content);
CREATE INDEX photograph_by_subject ON photograph (subject, position);

CREATE TABLE assignment (
  photograph TEXT NOT NULL REFERENCES photograph (id),
  person     TEXT NOT NULL REFERENCES person (id),
  PRIMARY KEY (photograph, person)
) STRICT;
CREATE INDEX assignment_by_person ON assignment (person);

CREATE TABLE annotation (
  photograph     TEXT NOT NULL REFERENCES photograph (id),
  author         TEXT NOT NULL REFERENCES person (id),
  revision       INTEGER NOT NULL,
  entry          TEXT NOT NULL,
  sealed         TEXT NOT NULL,             -- JSON: nonce and ciphertext
  active_seconds INTEGER NOT NULL,
  reason         TEXT,
  at_ms          INTEGER NOT NULL,
  PRIMARY KEY (photograph, author, revision)
) STRICT;

CREATE TABLE review (
  photograph TEXT PRIMARY KEY REFERENCES photograph (id),
  reviewer   TEXT NOT NULL REFERENCES person (id),
  entry      TEXT NOT NULL,
  readers    TEXT NOT NULL,                 -- JSON: author and revision, A first
  decisions  TEXT NOT NULL,                 -- JSON
  reviewed   TEXT NOT NULL,                 -- JSON: the third record
  at_ms      INTEGER NOT NULL
) STRICT;

CREATE TABLE question (
  id         TEXT PRIMARY KEY,
  photograph TEXT NOT NULL REFERENCES photograph (id),
  ability    TEXT NOT NULL,
  state      TEXT NOT NULL CHECK (state IN ('drafted', 'approved', 'rejected')),
  question   TEXT NOT NULL,                 -- JSON, as drafted or as approved
  reviewer   TEXT,
  reason     TEXT,
  position   INTEGER NOT NULL
) STRICT;
CREATE INDEX question_by_state ON question (state, ability, position);

CREATE TABLE release (
  version     TEXT PRIMARY KEY,
  manifest    TEXT NOT NULL,                -- SHA-256 of SHA256SUMS
  head        TEXT NOT NULL,                -- ledger head it was made from
  photographs INTEGER NOT NULL,
  questions   INTEGER NOT NULL,
  publisher   TEXT NOT NULL,
  at_ms       INTEGER NOT NULL
) STRICT;

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
