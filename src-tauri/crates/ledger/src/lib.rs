//! Entries of the study's record: canonical bytes, hash chain, signatures, sealing. Sans-I/O.
