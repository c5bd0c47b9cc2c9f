//! Places that readers fill, as decisions, questions and the record name them.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use ts_rs::TS;

use crate::vocabulary::Code;

/// A lesion under comparison, named by the card numbers of its readers: `1-2`, `0-3`; 0 where a reader has none. Pairing
/// others by hand, or amending something else, leaves the name as it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, TS)]
#[serde(into = "String", try_from = "String")]
#[schemars(with = "String")]
#[ts(as = "String")]
pub struct Cards(Vec<u32>);

impl Cards {
    /// The lesion of these cards, one a reader.
    pub fn of(cards: &[Option<u32>]) -> Self {
        Self(cards.iter().map(|card| card.unwrap_or(0)).collect())
    }
    /// The card of a reader, if that reader has the lesion.
    pub fn of_reader(&self, reader: usize) -> Option<u32> {
        self.0.get(reader).copied().filter(|card| *card > 0)
    }
}

impl fmt::Display for Cards {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (reader, card) in self.0.iter().enumerate() {
            write!(f, "{}{card}", if reader == 0 { "" } else { "-" })?;
        }
        Ok(())
    }
}

/// Not the name of a lesion under comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the name of a lesion under comparison")]
pub struct UnknownCards;

impl FromStr for Cards {
    type Err = UnknownCards;

    fn from_str(text: &str) -> Result<Self, UnknownCards> {
        let cards: Result<Vec<u32>, _> = text.split('-').map(str::parse).collect();
        cards.map(Self).ok().filter(|cards| cards.to_string() == text).ok_or(UnknownCards)
    }
}

impl From<Cards> for String {
    fn from(cards: Cards) -> Self {
        cards.to_string()
    }
}

impl TryFrom<String> for Cards {
    type Error = UnknownCards;

    fn try_from(text: String) -> Result<Self, UnknownCards> {
        text.parse()
    }
}

/// A place that readers fill. Written as text: `region/region.cheek`, `attribute/1-2/attribute.colour`, `relation/1-2/0-3`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, JsonSchema, TS)]
#[schemars(with = "String")]
#[ts(as = "String")]
pub enum Slot {
    /// Whether, and why not, the photograph can be annotated.
    CannotAnnotate,
    /// A body region of the picture.
    Region(Code),
    /// The line of known length.
    Scale,
    /// A lesion and its type.
    Lesion(Cards),
    /// Primary or secondary.
    Role(Cards),
    /// A region that the lesion lies on.
    Site(Cards, Code),
    /// An attribute of the lesion.
    Attribute(Cards, Code),
    /// Largest diameter of the lesion in millimetres.
    Diameter(Cards),
    /// How one lesion lies to another.
    Relation(Cards, Cards),
    /// All care advice.
    Care,
    /// Another item of treatment.
    Treatment(Code),
    /// Route of a medication.
    Route(Code),
    /// The ranked differential.
    Differential,
    /// Reasoning in words.
    Reasoning,
    /// Treatment in words.
    TreatmentText,
    /// As an earlier version of the program named a place; kept as it was written.
    Earlier(String),
}

impl fmt::Display for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CannotAnnotate => f.write_str("cannot_annotate"),
            Self::Region(region) => write!(f, "region/{region}"),
            Self::Scale => f.write_str("scale"),
            Self::Lesion(cards) => write!(f, "lesion/{cards}"),
            Self::Role(cards) => write!(f, "role/{cards}"),
            Self::Site(cards, region) => write!(f, "site/{cards}/{region}"),
            Self::Attribute(cards, attribute) => write!(f, "attribute/{cards}/{attribute}"),
            Self::Diameter(cards) => write!(f, "diameter/{cards}"),
            Self::Relation(from, to) => write!(f, "relation/{from}/{to}"),
            Self::Care => f.write_str("treatment/care"),
            Self::Treatment(item) => write!(f, "treatment/{item}"),
            Self::Route(item) => write!(f, "route/{item}"),
            Self::Differential => f.write_str("differential"),
            Self::Reasoning => f.write_str("reasoning"),
            Self::TreatmentText => f.write_str("treatment"),
            Self::Earlier(text) => f.write_str(text),
        }
    }
}

impl Slot {
    fn read(text: &str) -> Option<Self> {
        let code = |text: &str| Some(Code::from(text)).filter(|code| !code.as_str().is_empty());
        let parts: Vec<&str> = text.split('/').collect();
        match parts.as_slice() {
            ["cannot_annotate"] => Some(Self::CannotAnnotate),
            ["region", region] => Some(Self::Region(code(region)?)),
            ["scale"] => Some(Self::Scale),
            ["lesion", cards] => Some(Self::Lesion(cards.parse().ok()?)),
            ["role", cards] => Some(Self::Role(cards.parse().ok()?)),
            ["site", cards, region] => Some(Self::Site(cards.parse().ok()?, code(region)?)),
            ["attribute", cards, attribute] => Some(Self::Attribute(cards.parse().ok()?, code(attribute)?)),
            ["diameter", cards] => Some(Self::Diameter(cards.parse().ok()?)),
            ["relation", from, to] => Some(Self::Relation(from.parse().ok()?, to.parse().ok()?)),
            ["treatment", "care"] => Some(Self::Care),
            ["treatment", item] => Some(Self::Treatment(code(item)?)),
            ["route", item] => Some(Self::Route(code(item)?)),
            ["differential"] => Some(Self::Differential),
            ["reasoning"] => Some(Self::Reasoning),
            ["treatment"] => Some(Self::TreatmentText),
            _ => None,
        }
    }
}

impl FromStr for Slot {
    type Err = Infallible;

    /// Never fails, so that what is signed stays readable whatever it was named.
    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self::read(text).unwrap_or_else(|| Self::Earlier(text.to_owned())))
    }
}

impl Serialize for Slot {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Slot {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Ok(Self::read(&text).unwrap_or(Self::Earlier(text)))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cards() -> impl Strategy<Value = Cards> {
        prop::collection::vec(prop::option::of(1_u32..20), 2..6).prop_map(|cards| Cards::of(&cards))
    }
    fn code() -> impl Strategy<Value = Code> {
        "[a-z]{1,6}\\.[a-z_]{1,9}".prop_map(|code| Code::from(code.as_str()))
    }
    fn slots() -> impl Strategy<Value = Slot> {
        prop_oneof![
            Just(Slot::CannotAnnotate),
            code().prop_map(Slot::Region),
            Just(Slot::Scale),
            cards().prop_map(Slot::Lesion),
            cards().prop_map(Slot::Role),
            (cards(), code()).prop_map(|(cards, region)| Slot::Site(cards, region)),
            (cards(), code()).prop_map(|(cards, attribute)| Slot::Attribute(cards, attribute)),
            cards().prop_map(Slot::Diameter),
            (cards(), cards()).prop_map(|(from, to)| Slot::Relation(from, to)),
            Just(Slot::Care),
            code().prop_map(Slot::Treatment),
            code().prop_map(Slot::Route),
            Just(Slot::Differential),
            Just(Slot::Reasoning),
            Just(Slot::TreatmentText),
        ]
    }

    proptest! {
        #[test]
        fn a_slot_is_read_as_it_was_written(slot in slots()) {
            prop_assert_eq!(slot.to_string().parse::<Slot>().unwrap(), slot);
        }
        /// What is signed keeps its text, also where an earlier program named places otherwise.
        #[test]
        fn any_text_is_kept_as_it_is(text in "(region|lesion|attribute|treatment|role)?(/[0-9a-z.-]{0,9}){0,3}") {
            prop_assert_eq!(text.parse::<Slot>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn a_card_belongs_to_a_reader() {
        let cards: Cards = "0-3".parse().unwrap();
        assert_eq!((cards.of_reader(0), cards.of_reader(1), cards.of_reader(2)), (None, Some(3), None));
        assert!(["", "1-", "01", "1-x", "-1"].iter().all(|text| text.parse::<Cards>().is_err()));
    }
}
