//! The released dataset: tables, card, manifests, checks.
