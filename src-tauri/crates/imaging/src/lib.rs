//! Photographs: decode in a bounded worker, upright, strip, derive, measure quality.
