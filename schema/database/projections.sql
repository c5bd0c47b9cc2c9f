-- Tables computed from the ledger, and from nothing else: dropped and computed anew when this file or the meaning of an
-- entry changes (`projection.rs`). Nothing here is ever altered in place.

CREATE TABLE study (
  id         TEXT PRIMARY KEY,
  title      TEXT NOT NULL,
  language   TEXT NOT NULL CHECK (language IN ('en', 'zh')),
  vocabulary TEXT NOT NULL,                 -- version that the study pins
  readers    INTEGER NOT NULL DEFAULT 2,    -- readers per photograph, 2 to 5
  -- Rest after which the window locks, and whether annotators see who is photographed.
  idle_minutes  INTEGER NOT NULL DEFAULT 10 CHECK (idle_minutes BETWEEN 1 AND 30),
  subject_shown INTEGER NOT NULL DEFAULT 0 CHECK (subject_shown IN (0, 1))
) STRICT;

CREATE TABLE person (
  id          TEXT PRIMARY KEY,
  name        TEXT NOT NULL UNIQUE COLLATE NOCASE,
  profile     TEXT NOT NULL,                -- JSON: roles, grade, years, department
  joined      INTEGER NOT NULL CHECK (joined IN (0, 1)),
  signing_key TEXT NOT NULL,                -- Ed25519, hex
  sealing_key TEXT NOT NULL,                -- age recipient
  accepted    TEXT                          -- JSON: up to where chains count, of somebody who has left
) STRICT;

-- Keys that people vouched for, by chain; those that the person's present key does not vouch for are gone.
CREATE TABLE device (
  author   TEXT NOT NULL,
  device   TEXT NOT NULL,
  audience TEXT NOT NULL,
  name     TEXT NOT NULL,                   -- of the machine
  key      TEXT NOT NULL,                   -- Ed25519, hex
  PRIMARY KEY (author, device, audience)
) STRICT;

CREATE TABLE seal_grant (
  author     TEXT NOT NULL,
  generation INTEGER NOT NULL,              -- from 1, higher after each renewal of the author's sealing key
  grantee    TEXT NOT NULL,                 -- a person, or 'recovery'
  wrapped    TEXT NOT NULL,                 -- that sealing key as armoured age file
  PRIMARY KEY (author, generation, grantee)
) STRICT;

-- Entries that are kept but change nothing, and why.
CREATE TABLE not_in_force (
  position INTEGER PRIMARY KEY,
  reason   TEXT NOT NULL                    -- a code; the sentence is the screen's
) STRICT;

CREATE TABLE photograph (
  id             TEXT PRIMARY KEY,
  content        TEXT NOT NULL,             -- SHA-256 of the stripped upright picture
  shown          TEXT NOT NULL,             -- the same, or the masked picture
  source         TEXT NOT NULL UNIQUE,      -- the file as it came: keyed hash, or SHA-256 in entries of the earlier form
  subject        TEXT NOT NULL,             -- pseudonym
  capture        TEXT NOT NULL,             -- JSON: visit, distance, age, sex, skin type, modality
  width_px       INTEGER NOT NULL,
  height_px      INTEGER NOT NULL,
  quality        TEXT NOT NULL,             -- JSON: sharpness, brightness, clipped
  state          TEXT NOT NULL CHECK (state IN ('imported', 'accepted', 'discarded')),
  discard_reason TEXT,
  masks          TEXT NOT NULL,             -- JSON
  position       INTEGER NOT NULL,          -- order of import
  screener       TEXT,                      -- who screened it, so that the decision can be taken back by the same person
  -- Readers that it was assigned to at first: one that was taken back is missing until another is found.
  wanted         INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX photograph_by_content ON photograph (content);
CREATE INDEX photograph_by_subject ON photograph (subject, position);

-- Photographs whose file came in before as another.
CREATE TABLE alias (
  photograph TEXT PRIMARY KEY,
  original   TEXT NOT NULL REFERENCES photograph (id)
) STRICT;

-- Who annotates which photograph, and what for. Where nobody is named it is for everybody whose role it is.
CREATE TABLE task (
  photograph TEXT NOT NULL REFERENCES photograph (id),
  purpose    TEXT NOT NULL CHECK (purpose IN ('reference', 'trial', 'audit', 'reading')),
  person     TEXT REFERENCES person (id),
  annotation TEXT                           -- JSON: a senior's reference or audit, once it is submitted
) STRICT;
CREATE UNIQUE INDEX task_once ON task (photograph, purpose, ifnull(person, ''));
CREATE UNIQUE INDEX task_of_one_senior ON task (photograph, purpose) WHERE purpose IN ('reference', 'audit');
CREATE INDEX task_by_person ON task (person, purpose);

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
  at_ms      INTEGER NOT NULL,
  revision   INTEGER NOT NULL DEFAULT 1,    -- higher when a signed review was opened again, with a reason
  reason     TEXT
) STRICT;

CREATE TABLE question (
  id         TEXT PRIMARY KEY,
  photograph TEXT NOT NULL REFERENCES photograph (id),
  ability    TEXT NOT NULL,
  state      TEXT NOT NULL CHECK (state IN ('drafted', 'approved', 'rejected')),
  question   TEXT NOT NULL,                 -- JSON, as drafted or as approved
  reviewer   TEXT,
  reason     TEXT,
  position   INTEGER NOT NULL,
  answered   TEXT,                          -- by the reviewer before the key was shown
  by_sample  INTEGER NOT NULL,              -- approved with others after a random sample of its template
  reworded   INTEGER NOT NULL               -- worded otherwise than it was drafted
) STRICT;
CREATE INDEX question_by_state ON question (state, ability, position);

-- Templates whose questions may be released although they can be answered without their pictures.
CREATE TABLE admitted_template (
  template TEXT PRIMARY KEY,
  reason   TEXT NOT NULL
) STRICT;

CREATE TABLE release (
  version     TEXT PRIMARY KEY,
  manifest    TEXT NOT NULL,                -- SHA-256 of SHA256SUMS
  head        TEXT NOT NULL,                -- ledger head it was made from
  photographs INTEGER NOT NULL,
  questions   INTEGER NOT NULL,
  publisher   TEXT NOT NULL,
  at_ms       INTEGER NOT NULL
) STRICT;

-- In which split a photograph was released first; it stays there.
CREATE TABLE released_split (
  photograph TEXT PRIMARY KEY,
  validation INTEGER NOT NULL CHECK (validation IN (0, 1))
) STRICT;

-- The questions of the newest release, each with what tells whether it is still the same.
CREATE TABLE released_question (
  question TEXT PRIMARY KEY,
  digest TEXT NOT NULL
) STRICT;

-- What a senior asks a physician about his or her own reading.
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
