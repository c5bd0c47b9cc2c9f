-- Who screened a photograph, so that the decision can be taken back by the same person.
ALTER TABLE photograph ADD COLUMN screener TEXT;
UPDATE photograph SET screener = (SELECT author FROM ledger
  WHERE kind = 'photograph.screened' AND subject = photograph.id ORDER BY position DESC LIMIT 1);

-- What a person likes at hand (favourite and recent terms, own phrases); readable by that person alone.
CREATE TABLE preference (
  person TEXT PRIMARY KEY,
  sealed TEXT NOT NULL                      -- JSON: nonce and ciphertext
) STRICT;

-- Projection: photographs on which physicians practise before real work, and a senior's reading of them.
CREATE TABLE calibration (
  photograph TEXT PRIMARY KEY REFERENCES photograph (id),
  reference  TEXT,                          -- JSON: annotation; none while no senior has read it
  author     TEXT REFERENCES person (id)
) STRICT;
