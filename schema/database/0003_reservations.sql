-- Beside the ledger: which senior has a photograph open, so that no other begins it meanwhile.
CREATE TABLE reservation (
  photograph TEXT PRIMARY KEY,
  person     TEXT NOT NULL,
  until_ms   INTEGER NOT NULL
) STRICT;
