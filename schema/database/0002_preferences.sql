-- What a person likes at hand (favourite and recent terms, own phrases); readable by that person alone.
CREATE TABLE preference (
  person TEXT PRIMARY KEY,
  sealed TEXT NOT NULL                      -- JSON: nonce and ciphertext
) STRICT;
