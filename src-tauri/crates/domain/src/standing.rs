//! Why something that was written down changes nothing. Entries arrive from many desks, late or twice or by somebody who
//! may not; all are kept, and those that do not count say why.

use std::str::FromStr;

use serde::Serialize;
use ts_rs::TS;

/// Why an entry changes nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum NotInForce {
    /// It says again what is there, or gives something a name that is taken.
    ThereAlready,
    /// It refers to something that is not there.
    NothingThere,
    /// The same file came in before as another photograph.
    SamePicture,
    /// The photograph is a copy of another and nobody works on it.
    IsCopy,
    /// Its author has not the role for it.
    WrongRole,
    /// The photograph was not its author's to annotate, or no longer.
    NotAssigned,
    /// The revision does not follow the newest of this author.
    WrongRevision,
    /// The photograph was reviewed before.
    ReviewedBefore,
    /// Its author reads this photograph and cannot review it.
    OwnReading,
    /// It is about other revisions than the newest, or about too few readers.
    OutOfDate,
    /// This version of the program does not know what it says.
    UnknownKind,
}

impl NotInForce {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::ThereAlready,
        Self::NothingThere,
        Self::SamePicture,
        Self::IsCopy,
        Self::WrongRole,
        Self::NotAssigned,
        Self::WrongRevision,
        Self::ReviewedBefore,
        Self::OwnReading,
        Self::OutOfDate,
        Self::UnknownKind,
    ];

    /// Name, as in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ThereAlready => "there_already",
            Self::NothingThere => "nothing_there",
            Self::SamePicture => "same_picture",
            Self::IsCopy => "is_copy",
            Self::WrongRole => "wrong_role",
            Self::NotAssigned => "not_assigned",
            Self::WrongRevision => "wrong_revision",
            Self::ReviewedBefore => "reviewed_before",
            Self::OwnReading => "own_reading",
            Self::OutOfDate => "out_of_date",
            Self::UnknownKind => "unknown_kind",
        }
    }
}

/// Not the name of a reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the name of a reason")]
pub struct UnknownReason;

impl FromStr for NotInForce {
    type Err = UnknownReason;

    fn from_str(text: &str) -> Result<Self, UnknownReason> {
        Self::ALL.into_iter().find(|reason| reason.as_str() == text).ok_or(UnknownReason)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_has_a_name_of_its_own() {
        for reason in NotInForce::ALL {
            assert_eq!(reason.as_str().parse(), Ok(reason));
            assert_eq!(serde_json::to_value(reason).unwrap(), reason.as_str());
        }
    }
}
