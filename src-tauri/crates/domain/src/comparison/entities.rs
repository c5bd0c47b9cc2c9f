//! What is counted of an annotation: for precision, recall and agreement.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::fmt;

use super::{inverse, lesion};
use crate::annotation::{Annotation, LesionRole};
use crate::vocabulary::{Code, Vocabulary};

/// One thing that an annotation states; lesions appear by type.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Entity {
    /// A body region.
    Region(Code),
    /// A lesion type.
    Lesion(Code),
    /// A lesion type on a region.
    Site(Code, Code),
    /// A lesion type that is primary or secondary.
    Role(Code, LesionRole),
    /// A value of an attribute of a lesion type.
    Attribute(Code, Code),
    /// How a lesion type lies to another: the one that comes first by code, relation, the other.
    Relation(Code, Code, Code),
    /// A disease of the differential.
    Disease(Code),
    /// An item of treatment.
    Treatment(Code),
}

impl Entity {
    /// Kinds, in the order of the annotation.
    pub const KINDS: [&'static str; 8] =
        ["region", "lesion", "site", "role", "attribute", "relation", "disease", "treatment"];

    /// One of [`Entity::KINDS`].
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Region(_) => "region",
            Self::Lesion(_) => "lesion",
            Self::Site(..) => "site",
            Self::Role(..) => "role",
            Self::Attribute(..) => "attribute",
            Self::Relation(..) => "relation",
            Self::Disease(_) => "disease",
            Self::Treatment(_) => "treatment",
        }
    }
}

/// As it is written: `site/lesion.papule/region.cheek`.
impl fmt::Display for Entity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = self.kind();
        match self {
            Self::Region(one) | Self::Lesion(one) | Self::Disease(one) | Self::Treatment(one) => {
                write!(f, "{kind}/{one}")
            }
            Self::Site(lesion, value) | Self::Attribute(lesion, value) => write!(f, "{kind}/{lesion}/{value}"),
            Self::Role(lesion, role) => write!(f, "{kind}/{lesion}/{}", role.code()),
            Self::Relation(from, relation, to) => write!(f, "{kind}/{from}/{relation}/{to}"),
        }
    }
}

/// Entities of one annotation.
pub fn entities(record: &Annotation, vocabulary: &Vocabulary) -> BTreeSet<Entity> {
    let mut entities: BTreeSet<Entity> = record.regions.iter().cloned().map(Entity::Region).collect();
    for lesion in &record.lesions {
        let kind = || lesion.lesion.clone();
        entities.insert(Entity::Lesion(kind()));
        entities.extend(lesion.regions.iter().map(|region| Entity::Site(kind(), region.clone())));
        entities.extend(lesion.role.map(|role| Entity::Role(kind(), role)));
        entities.extend(lesion.attributes.iter().map(|value| Entity::Attribute(kind(), value.clone())));
    }
    for relation in &record.relations {
        if let (Some(from), Some(to)) = (lesion(record, relation.from), lesion(record, relation.to)) {
            let (from, to) = (from.lesion.clone(), to.lesion.clone());
            let (there, back) = (relation.relation.clone(), inverse(&relation.relation, vocabulary));
            entities.insert(match from.cmp(&to) {
                Ordering::Less => Entity::Relation(from, there, to),
                Ordering::Greater => Entity::Relation(to, back, from),
                Ordering::Equal => Entity::Relation(from, there.min(back), to),
            });
        }
    }
    entities.extend(record.differential.diseases().cloned().map(Entity::Disease));
    entities.extend(record.treatment.items.iter().map(|line| Entity::Treatment(line.item.clone())));
    entities
}
