//! One study on disk: SQLCipher, photo vault, key envelopes.
